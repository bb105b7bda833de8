// Empty places by keys: with the focus on the plan itself the arrows walk over it, Enter or n makes a new item there.
import { carried } from "./carry.js";
import { QUARTER as STEP, board, clock, columns, fill, inSight, minutes, root, say, words } from "./page.js";
import { createAt } from "./panel.js";

let here = null; // minutes and column

const cell = () => root().querySelector(".board__cell");

function go(at, column) {
  here = { at: Math.max(0, Math.min(at, minutes() - STEP)), column: Math.max(0, Math.min(column, columns().length - 1)) };
  const mark = cell() ?? Object.assign(document.createElement("li"), { className: "board__cell" });
  const room = columns()[here.column];
  mark.setAttribute("aria-hidden", "true"); // the live region says the same
  mark.style.setProperty("--at", here.at);
  mark.style.setProperty("--length", STEP);
  room.append(mark);
  mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  const over = [...room.querySelectorAll("[data-item]")].filter((each) => Number(each.dataset.at) <= here.at && here.at < Number(each.dataset.at) + Number(each.dataset.length));
  const what = over.map((each) => each.dataset.name).join(", ") || words.free;
  say(fill(words.cell, { room: room.dataset.roomName, time: clock(here.at), what }));
}

function leave() {
  cell()?.remove();
  here = null;
}

export function listen() {
  addEventListener("keydown", (event) => {
    if (event.target !== board() || carried() || event.altKey || event.shiftKey || event.metaKey) {
      return;
    }
    const { at: first } = inSight();
    const now = here ?? { at: first - STEP, column: 0 };
    const far = event.ctrlKey ? 60 : STEP;
    const keys = {
      ArrowUp: () => go(now.at - far, now.column),
      ArrowDown: () => go(now.at + far, now.column),
      ArrowLeft: () => go(Math.max(now.at, first), now.column - 1),
      ArrowRight: () => go(Math.max(now.at, first), now.column + (here ? 1 : 0)),
      ...(here && !event.ctrlKey ? { Enter: make, n: make, N: make, Escape: leave } : {}),
    };
    if (event.key in keys) {
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    }
  }, true);
  addEventListener("focusout", (event) => {
    if (event.target === board()) {
      cell()?.remove();
    }
  });
}

function make() {
  createAt(here.at, columns()[here.column].dataset.column);
}
