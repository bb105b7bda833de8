// What only script needs of a piece, script puts there: a page may hold hundreds of them, and each letter counts hundreds of times.
import { fill, words } from "./words.js";

const tools = () => document.querySelector("[data-piece-tools]").content;

// So many minutes as the classes name them: for-1h for-15m.
function minutes(item, what) {
  const of = (unit) => Number(item.className.match(`\\b${what}-(\\d+)${unit}\\b`)?.[1] ?? 0);
  return 60 * of("h") + of("m");
}

export function equip(item) {
  const link = item.querySelector("h3 a");
  if (!link || "item" in item.dataset) {
    return;
  }
  const column = item.closest("[data-column]");
  const isBand = item.classList.contains("piece--band");
  item.dataset.item = item.id.slice("item-".length);
  item.dataset.name ??= item.querySelector("b")?.textContent.trim() || fill(words.quoted, { title: link.textContent });
  item.dataset.length = minutes(item, "for");
  item.dataset.can = "";
  item.toggleAttribute("data-band", isBand);
  link.dataset.pieceLink = "";
  link.setAttribute("aria-describedby", "piece-keys");
  link.draggable = false;
  const grip = tools().querySelector("[data-grip]").cloneNode(true);
  grip.querySelector("span").textContent = fill(words.pick_up, { item: item.dataset.name });
  item.prepend(grip);
  if (column) {
    item.dataset.at = minutes(item, "at");
    item.dataset.room = isBand ? "" : column.dataset.column;
    item.append(...[...tools().querySelectorAll("[data-handle]")].map((each) => each.cloneNode(true)));
  }
}

// In its place again: its time is no longer that of before.
export function putBack(item) {
  const time = item.querySelector(".piece__time");
  if (time && "ghost" in item.dataset) {
    time.textContent = item.dataset.ghost;
  }
  item.removeAttribute("data-ghost");
}

// In another lane of its room, beside so many that overlap it there.
export function setAside(item, lane, lanes) {
  const names = [...item.classList].filter((name) => !/^lanes?-/.test(name));
  const more = [...(lane ? [`lane-${lane}`] : []), ...(lanes > 1 ? [`lanes-${Math.min(lanes, 4)}`] : [])];
  item.className = [...names, ...more].join(" ");
  item.querySelector("i")?.remove();
  if (lane) {
    const line = item.querySelector("div > p:first-child") ?? document.createElement("p");
    const word = Object.assign(document.createElement("i"), { textContent: fill(words.beside, { count: lanes }) });
    line.insertBefore(word, line.querySelector("em"));
    item.querySelector("div").prepend(line);
  }
}
