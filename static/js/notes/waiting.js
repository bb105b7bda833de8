// On the page of somebody who takes notes: what they typed and what could not be sent is sent now that they are here again.
import { send } from "./sending.js";
import { cards, keep, marks } from "./vault.js";

const root = document.querySelector("[data-notes-waiting]");
const session = { token: root.dataset.token };

async function sendAll() {
  let number = 0;
  for (const mark of marks().filter((each) => each.whose === root.dataset.notesWaiting)) {
    for (const card of (await cards(mark)).filter((each) => each.isWaiting)) {
      const { state, revision, number: place, words } = await send(mark.address, card, session);
      if (state === "stored") {
        await keep(mark, { ...card, revision, number: place, unanswered: [], isWaiting: false });
        number += 1;
      } else if (state === "refused") {
        await keep(mark, { ...card, isWaiting: false, refusal: words });
      }
    }
  }
  return number;
}

const number = await sendAll().catch(() => 0);
if (number) root.textContent = number === 1 ? root.dataset.one : root.dataset.many.replace("{number}", number);
root.hidden = !number;
root.dataset.ready = "";
