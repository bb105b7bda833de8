// Everything the pointer can, by keys. They work where an item's link has the focus, and nowhere else.
import { carried, pickUp } from "./carry.js";
import { openAt } from "./menu.js";
import { chosen, chooseNone, choose, columns, link, root, starts } from "./page.js";
import { close, isOpen, peek } from "./panel.js";

const STEP = 5;

export function listen() {
  addEventListener("keydown", (event) => {
    const carry = carried();
    const item = event.target.closest?.("[data-can]");
    const done = carry ? withItem(carry, event) : item && event.target.matches("[data-piece-link], [data-grip]") && without(item, event);
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  addEventListener("click", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (grip && event.detail === 0) { // pressed by key or by a screen reader, not by a pointer
      const item = grip.closest("[data-item]");
      pickUp(item, { aloud: true });
      link(item.dataset.item)?.focus();
    } else if (grip) {
      choose(grip.closest("[data-item]")); // a tap: it can be moved with others then, and shows its handles
    }
  });
}

function withItem(carry, event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    return key === "ArrowUp" || key === "ArrowDown" ? far(carry, key === "ArrowDown" ? 1 : -1) : false;
  }
  if (event.repeat && (key === " " || key === "Enter")) {
    return true;
  }
  if (event.shiftKey && (key === "ArrowUp" || key === "ArrowDown")) {
    carry.to({ length: Math.max(event.altKey ? 1 : STEP, beside(carry.length, key === "ArrowDown" ? 1 : -1, event.altKey)) });
    return true;
  }
  const steps = {
    ArrowUp: () => carry.to({ at: beside(carry.at, -1, event.altKey) }),
    ArrowDown: () => carry.to({ at: beside(carry.at, 1, event.altKey) }),
    ArrowLeft: () => carry.to({ column: carry.column - 1 }),
    ArrowRight: () => carry.to({ column: carry.column + 1 }),
    PageUp: () => otherDay(carry, -1),
    PageDown: () => otherDay(carry, 1),
    Delete: () => off(carry),
    Backspace: () => off(carry),
    Escape: () => carry.cancel(),
    Tab: () => carry.cancel(),
    " ": () => carry.drop(),
    Enter: () => carry.drop(),
    n: () => carry.toNextFree(),
    N: () => carry.toNextFree(),
  };
  steps[key]?.();
  return key in steps && key !== "Tab";
}

// A minute with Alt; else five, which lead back to the grid of five.
function beside(minute, sign, isFine) {
  if (isFine) {
    return minute + sign;
  }
  return sign > 0 ? Math.floor(minute / STEP) * STEP + STEP : Math.ceil(minute / STEP) * STEP - STEP;
}

// To the next common start before or after, or by an hour where there is none.
function far(carry, sign) {
  const common = starts().sort((one, other) => one - other);
  const ahead = sign > 0 ? common.find((at) => at > carry.at) : common.findLast((at) => at < carry.at);
  carry.to({ at: ahead ?? carry.at + sign * 60 });
  return true;
}

function off(carry) {
  carry.to({ off: true });
  carry.drop();
}

// Put down at the same time of the day before or after.
function otherDay(carry, by) {
  const tabs = [...root().querySelectorAll("[data-day-tab]")];
  const next = tabs[tabs.findIndex((each) => each.dataset.dayTab === carry.day) + by];
  if (next) {
    carry.toDay(next);
    carry.drop();
  }
}

function without(item, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (event.shiftKey && way) { // from item to item, and all of them are selected
    choose(item, true);
    const next = go(item, ...way);
    if (next) {
      choose(next, true);
    }
    return true;
  }
  if (event.shiftKey && event.key === "F10") {
    openAt(item);
    return true;
  }
  if (event.shiftKey && event.key !== "X") {
    return false;
  }
  if (event.repeat && (event.key === " " || event.key === "Enter")) {
    return true; // still held down from putting the last one down
  }
  const keys = {
    " ": () => pickUp(item, { aloud: true }),
    x: () => choose(item),
    ContextMenu: () => openAt(item),
    X: () => choose(item),
    i: () => peek(item.dataset.item),
    Escape: () => (chosen().length ? chooseNone() : close()),
    Delete: () => off(pickUp(item)),
    ArrowUp: () => go(item, -1, 0),
    ArrowDown: () => go(item, 1, 0),
    ArrowLeft: () => go(item, 0, -1),
    ArrowRight: () => go(item, 0, 1),
  };
  if (event.key === "Escape" && !chosen().length && !isOpen()) {
    return false;
  }
  keys[event.key]?.();
  return event.key in keys;
}

// The focus goes to the next item of the room, or to the nearest one of the room beside; the tray counts as a room.
function go(item, down, right) {
  const lists = [root().querySelector(".editor__pieces"), ...columns()];
  const here = lists.indexOf(item.parentElement);
  const at = Number(item.dataset.at ?? 0);
  const sorted = (list) => [...list.querySelectorAll("[data-item]")].sort((one, other) => Number(one.dataset.at ?? 0) - Number(other.dataset.at ?? 0));
  if (down) {
    const all = sorted(lists[here]);
    const next = all[all.indexOf(item) + down];
    link(next?.dataset.item)?.focus();
    return next;
  }
  for (let index = here + right; lists[index]; index += right) {
    const nearest = sorted(lists[index]).sort((one, other) => Math.abs(Number(one.dataset.at ?? 0) - at) - Math.abs(Number(other.dataset.at ?? 0) - at))[0];
    if (nearest) {
      link(nearest.dataset.item)?.focus();
      return nearest;
    }
  }
}
