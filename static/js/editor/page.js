// What the board's page holds, in the words and measures of the other modules. Minutes count from where the board begins.
import { equip } from "./pieces.js";
import { fill, words } from "./words.js";

export { fill, words };
export const QUARTER = 15; // minutes
export const root = () => document.querySelector("[data-editor]");
export const board = () => root().querySelector("[data-board]");
export const tray = () => root().querySelector("[data-tray]");
export const columns = () => [...root().querySelectorAll("[data-column]")];
export const piece = (uuid) => document.getElementById(`item-${uuid}`);
export const link = (uuid) => piece(uuid)?.querySelector("[data-piece-link]");
export const chosen = () => [...root().querySelectorAll("[data-item][data-chosen]")];
export const minutes = () => Number(root().dataset.minutes);

export function say(text) {
  const live = document.querySelector("[data-live]");
  live.textContent = "";
  requestAnimationFrame(() => {
    live.textContent = text;
  });
}

export function instant(at) {
  return new Date(Date.parse(root().dataset.begins) + at * 60_000);
}

export function clock(at) {
  const form = { hour: "2-digit", minute: "2-digit", timeZone: root().dataset.zone };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(instant(at));
}

// The same as forms take it, whatever the language of the page.
export function clock24(at) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: root().dataset.zone }).format(instant(at));
}

export function dateAt(at) {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: root().dataset.zone }).format(instant(at));
}

// Where the day's common times begin.
export const starts = () => [...root().querySelectorAll("[data-block]")].map((each) => Number(each.dataset.block));

export function span(at, length) {
  return `${clock(at)}–${clock(at + length)}`;
}

// How many pixels a minute is high.
export function scale() {
  return root().querySelector(".board__height").getBoundingClientRect().height / minutes();
}

// The first full quarter of an hour in sight, and the first room.
export function inSight() {
  const area = board();
  const rooms = columns();
  const column = rooms.findIndex((room) => room.offsetLeft >= area.scrollLeft + rooms[0].offsetLeft - 1);
  return { at: Math.ceil(area.scrollTop / scale() / QUARTER) * QUARTER, column: Math.max(0, column) };
}

// What works only with script is shown now.
export function ready() {
  for (const each of root().querySelectorAll("[data-with-script], [data-scale]")) {
    each.hidden = false;
  }
  root().querySelectorAll(".piece").forEach(equip);
  root().dataset.ready = "";
}

export function choose(item, on = !("chosen" in item.dataset)) {
  item.toggleAttribute("data-chosen", on);
  document.dispatchEvent(new Event("plan:chosen"));
  say(fill(words.chosen, { number: chosen().length }));
}

export function chooseNone() {
  for (const each of chosen()) {
    each.removeAttribute("data-chosen");
  }
  document.dispatchEvent(new Event("plan:chosen"));
}
