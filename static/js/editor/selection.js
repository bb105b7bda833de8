// What is done with several items at once, in the foot of the plan: each is one step.
import { chooseNone, chosen, fill, instant, piece, root, say, span, words } from "./page.js";
import { own, send, sendForm } from "./sync.js";

const bar = () => root().querySelector("[data-selection]");
const placed = () => chosen().filter((each) => "at" in each.dataset);
const roomsOf = (items) => [...new Set(items.map((each) => each.dataset.room))];

function show() {
  const items = chosen();
  if (!bar()) {
    return;
  }
  bar().hidden = !items.length;
  root().querySelector("[data-foot]").hidden = items.length > 0;
  if (!items.length) {
    return;
  }
  const times = placed().map((each) => [Number(each.dataset.at), Number(each.dataset.at) + Number(each.dataset.length)]);
  const from = Math.min(...times.map(([at]) => at));
  const to = Math.max(...times.map(([, end]) => end));
  bar().querySelector("[data-selection-number]").textContent = fill(words.chosen, { number: items.length });
  bar().querySelector("[data-selection-names]").textContent = [
    items.map((each) => each.dataset.name).join(", "), ...(times.length ? [span(from, to - from)] : []),
  ].join(" · ");
  const pin = bar().querySelector("[data-selection-act=pin]");
  pin.querySelector(".kern-label").textContent = items.every((each) => "pinned" in each.dataset) ? pin.dataset.off : pin.dataset.on;
  bar().querySelector("[data-selection-act=swap]").disabled = placed().length !== items.length || roomsOf(items).length !== 2;
  for (const each of bar().querySelectorAll("[data-needs-place]")) {
    each.disabled = !times.length;
  }
}

// The placements of these items, each as its place is changed.
function put(items, change) {
  const moves = items.map((element) => () => {
    const { item, at, length, room, revision } = (piece(element.dataset.item) ?? element).dataset; // as it stands at its turn
    const to = change({ at: Number(at), room });
    const start = to ? `${instant(to.at).toISOString().slice(0, 16)}Z` : "";
    return [item, own.get(item) ?? revision, start, length, to?.room ?? ""].join(";");
  });
  say(words.saving);
  return send(moves, root().dataset.day, items.map((each) => each.dataset.item));
}

export const takeOff = (items) => put(items, () => null);
const later = (minutes) => put(placed(), ({ at, room }) => ({ at: at + minutes, room }));

function swap() {
  const [one, other] = roomsOf(placed());
  return put(placed(), ({ at, room }) => ({ at, room: room === one ? other : one }));
}

export function pin(items) {
  const body = new URLSearchParams(new FormData(document.querySelector("#place")));
  for (const each of items) {
    body.append("item", each.dataset.item);
  }
  if (!items.every((each) => "pinned" in each.dataset)) {
    body.set("is_pinned", "y");
  }
  return sendForm(bar().dataset.pins, body, items.map((each) => each.dataset.item));
}

// By how many minutes: asked in a window of ours, which says itself what is wrong.
function by() {
  const dialog = document.querySelector("[data-by]");
  const field = dialog.querySelector("input");
  const wrong = dialog.querySelector("[data-by-wrong]");
  wrong.hidden = true;
  field.removeAttribute("aria-invalid");
  dialog.querySelector("form").onsubmit = (event) => {
    const minutes = Number(field.value.replace("\u2212", "-"));
    if (event.submitter?.value !== "yes") {
      return;
    }
    if (!Number.isInteger(minutes) || !minutes) {
      event.preventDefault();
      wrong.hidden = false;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } else {
      later(minutes);
    }
  };
  dialog.showModal();
  field.select();
}

// What stands in a common time begins with it.
function block(button) {
  const at = Number(button.dataset.blockAt);
  button.closest("details").open = false;
  return put(placed(), ({ room }) => ({ at, room }));
}

const ACTS = { block, earlier: () => later(-5), later: () => later(5), by, swap, pin: () => pin(chosen()), off: () => takeOff(placed()).then((stored) => stored && chooseNone()), none: chooseNone };

export function listen() {
  document.addEventListener("plan:chosen", show);
  document.addEventListener("plan:taken", show);
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-selection-act]");
    if (button) {
      ACTS[button.dataset.selectionAct](button);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen().length && bar()?.contains(event.target)) {
      const [first] = chosen();
      chooseNone();
      first.querySelector("[data-piece-link]")?.focus();
    }
  });
}
