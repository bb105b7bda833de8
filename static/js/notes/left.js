// On the page that asks somebody to open their link: how many of their cards wait on this device, and until when.
import { moment } from "./times.js";
import { cards, marks } from "./vault.js";

const line = document.querySelector("[data-notes-left]");

async function waiting() {
  const each = async (mark) => [mark, (await cards(mark)).filter((card) => card.isWaiting).length];
  return (await Promise.all(marks().map(each))).filter(([_mark, number]) => number);
}

const left = await waiting().catch(() => []);
const number = left.reduce((sum, [_mark, more]) => sum + more, 0);
if (number) {
  const [[first]] = left.sort(([one], [other]) => one.diesAt - other.diesAt);
  const words = number === 1 ? line.dataset.one : line.dataset.many.replace("{number}", number);
  line.textContent = words.replace("{time}", moment(first.diesAt, first.zone));
}
line.hidden = !number;
