// Everything the pointer can, by keys. They work where an item's link has the focus, and nowhere else.
import { carried, pickUp } from "./carry.js";
import { chosen, chooseNone, choose, columns, link, root } from "./page.js";

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
  const step = event.altKey ? 1 : STEP;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    return false;
  }
  if (event.repeat && (key === " " || key === "Enter")) {
    return true;
  }
  if (event.shiftKey && (key === "ArrowUp" || key === "ArrowDown")) {
    carry.to({ length: Math.max(step, carry.length + (key === "ArrowDown" ? step : -step)) });
    return true;
  }
  const steps = {
    ArrowUp: () => carry.to({ at: carry.at - step }),
    ArrowDown: () => carry.to({ at: carry.at + step }),
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
  };
  steps[key]?.();
  return key in steps && key !== "Tab";
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
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return false;
  }
  if (event.repeat && (event.key === " " || event.key === "Enter")) {
    return true; // still held down from putting the last one down
  }
  const keys = {
    " ": () => pickUp(item, { aloud: true }),
    x: () => choose(item),
    X: () => choose(item),
    Escape: chooseNone,
    ArrowUp: () => go(item, -1, 0),
    ArrowDown: () => go(item, 1, 0),
    ArrowLeft: () => go(item, 0, -1),
    ArrowRight: () => go(item, 0, 1),
  };
  if (event.key === "Escape" && !chosen().length) {
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
    link(all[all.indexOf(item) + down]?.dataset.item)?.focus();
    return;
  }
  for (let index = here + right; lists[index]; index += right) {
    const nearest = sorted(lists[index]).sort((one, other) => Math.abs(Number(one.dataset.at ?? 0) - at) - Math.abs(Number(other.dataset.at ?? 0) - at))[0];
    if (nearest) {
      link(nearest.dataset.item)?.focus();
      return;
    }
  }
}
