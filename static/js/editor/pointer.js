// Moving and resizing by mouse, pen and finger. A finger takes the grip or a handle, so that it can still scroll.
import { carried, pickUp } from "./carry.js";
import { createAt, peek } from "./panel.js";
import { board, choose, columns, root, scale, starts, tray } from "./page.js";

const FAR = 4; // pixels: less is a click
const EDGE = 36; // pixels from the board's edge where it scrolls by itself
const STEP = 5;
const NEAR = 10; // minutes from a block's start within which a piece begins with it
let drag = null;

export const dragging = () => drag !== null;

export function listen() {
  addEventListener("pointerdown", down);
  addEventListener("pointermove", move, { passive: true });
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("dragstart", (event) => {
    if (event.target.closest?.("[data-can]")) {
      event.preventDefault();
    }
  });
  addEventListener("click", click, true);
  addEventListener("dblclick", doubleClick);
}

function down(event) {
  const item = event.target.closest?.("[data-can]");
  const handle = event.target.closest?.("[data-handle]");
  const grip = event.target.closest?.("[data-grip]");
  if (!item || !root()?.contains(item) || event.button !== 0 || event.ctrlKey || event.metaKey || carried()) {
    return;
  }
  if (drag || (event.pointerType === "touch" && !handle && !grip)) {
    return;
  }
  drag = { item, edge: handle?.dataset.handle, x: event.clientX, y: event.clientY, fromX: event.clientX, fromY: event.clientY, alt: false, id: event.pointerId };
}

function move(event) {
  if (!drag || event.pointerId !== drag.id) {
    return;
  }
  [drag.x, drag.y, drag.alt] = [event.clientX, event.clientY, event.altKey];
  if (!drag.carry && Math.hypot(drag.x - drag.fromX, drag.y - drag.fromY) >= FAR) {
    begin();
  }
}

function begin() {
  const rect = drag.item.getBoundingClientRect();
  document.body.classList.add("is-dragging");
  document.documentElement.setPointerCapture?.(drag.id);
  const copy = drag.item.cloneNode(true);
  drag.carry = pickUp(drag.item, { alone: Boolean(drag.edge) });
  drag.left = Math.min(drag.fromX - rect.left, 200);
  drag.grabbed = Math.min(drag.fromY - rect.top, Number(drag.item.dataset.length) * scale());
  if (!drag.edge) {
    drag.float = copy;
    drag.float.removeAttribute("id");
    drag.float.className = `${[...drag.float.classList].filter((name) => /^(piece|track-.*|piece--(error|warning))$/.test(name)).join(" ")} piece--float`;
    drag.float.style.width = `${Math.min(rect.width, 224)}px`;
    drag.float.style.height = `${rect.height}px`;
    document.body.append(drag.float);
  }
  requestAnimationFrame(frame);
}

function frame() {
  if (!drag?.carry || carried() !== drag.carry) {
    return;
  }
  const area = board().getBoundingClientRect();
  scrollAt(area);
  if (drag.float) {
    drag.float.style.transform = `translate(${Math.round(drag.x - drag.left)}px, ${Math.round(drag.y - drag.grabbed)}px)`;
  }
  const over = document.elementFromPoint(drag.x, drag.y);
  const tab = over?.closest("[data-day-tab]");
  mark(tray(), !drag.edge && Boolean(over?.closest("[data-tray]")));
  for (const each of root().querySelectorAll("[data-day-tab]")) {
    mark(each, each === tab);
  }
  drag.tab = tab;
  if (tab) {
    home(drag.carry);
  } else {
    aim(area, over);
  }
  requestAnimationFrame(frame);
}

// Over the tab of a day it keeps its time and room there.
function home(carry) {
  const { at, column, length } = carry.lead;
  if (at !== null && !drag.edge) {
    carry.to({ at, column });
    carry.length = length;
  }
}

function aim(area, over) {
  const pixels = scale();
  const top = root().querySelector(".board__height").getBoundingClientRect().top;
  const step = drag.alt ? 1 : STEP;
  const snap = (y) => Math.round((y - top) / pixels / step) * step;
  const { carry } = drag;
  if (drag.edge === "end") {
    carry.to({ length: Math.max(step, snap(drag.y) - carry.at) });
  } else if (drag.edge === "start") {
    const end = carry.at + carry.length;
    const at = Math.min(snap(drag.y), end - step);
    carry.to({ at: Math.max(0, at), length: end - Math.max(0, at) });
  } else if (over?.closest("[data-tray]")) {
    carry.to({ off: true });
  } else if (drag.x > area.left && drag.x < area.right && drag.y > area.top && drag.y < area.bottom) {
    const column = columns().findIndex((each) => drag.x < each.getBoundingClientRect().right);
    carry.to({ at: atBlock(snap(drag.y - drag.grabbed)), column: column < 0 ? columns().length - 1 : column });
  }
}

// What is put down near the start of a common time begins with it; with Alt it stays where it is held.
function atBlock(at) {
  if (drag.alt) {
    return at;
  }
  const near = starts().filter((start) => Math.abs(start - at) <= NEAR);
  return near.sort((one, other) => Math.abs(one - at) - Math.abs(other - at))[0] ?? at;
}

function scrollAt(area) {
  const inside = drag.x > area.left && drag.x < area.right && drag.y > area.top - EDGE && drag.y < area.bottom + EDGE;
  if (!inside) {
    return;
  }
  const by = (near, far) => (near < EDGE ? -8 : far < EDGE ? 8 : 0);
  const [x, y] = [by(drag.x - area.left - 56, area.right - drag.x), by(drag.y - area.top - 48, area.bottom - drag.y)];
  if (x || y) {
    board().scrollBy(x, y);
  }
}

function mark(element, on) {
  element.toggleAttribute("data-over", on);
}

function up(event) {
  if (!drag || event.pointerId !== drag.id) {
    return;
  }
  const { carry, tab } = drag;
  if (carry && carried() === carry) {
    const other = tab && Number(tab.dataset.shift) !== 0;
    finish();
    if (tab && (!other || carry.lead.at === null)) {
      carry.cancel(); // what has no time yet has none to keep
      return;
    }
    if (other) {
      carry.toDay(tab);
      carry.off = false;
    }
    carry.drop();
  } else {
    finish();
  }
}

function cancel(event) {
  if (event.pointerId !== drag?.id) {
    return;
  }
  const carry = drag?.carry;
  finish();
  if (carry && carried() === carry) {
    carry.cancel();
  }
}

let justDropped = false;

function finish() {
  justDropped = Boolean(drag?.carry);
  setTimeout(() => {
    justDropped = false;
  });
  drag?.float?.remove();
  document.body.classList.remove("is-dragging");
  for (const each of document.querySelectorAll("[data-over]")) {
    each.removeAttribute("data-over");
  }
  drag = null;
}

// The click that ends a drag opens nothing; one with Ctrl or Cmd selects.
function click(event) {
  const item = event.target.closest?.("[data-can]");
  if (justDropped || (item && event.target.closest("[data-handle]"))) {
    event.preventDefault();
    event.stopPropagation();
  } else if (item && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    choose(item);
  } else if (item && event.detail > 0 && !event.shiftKey && !event.target.closest("[data-grip]")) {
    event.preventDefault();
    peek(item.dataset.item); // a second click opens the form
  }
}

function doubleClick(event) {
  const item = event.target.closest?.("[data-can]");
  const room = event.target.closest?.("[data-column]");
  if (!root()?.contains(event.target)) {
    return;
  }
  if (item) {
    location.assign(item.querySelector("[data-piece-link]").href);
  } else if (room) {
    const y = (event.clientY - room.getBoundingClientRect().top) / scale();
    createAt(Math.max(0, Math.floor(y / STEP) * STEP), room.dataset.column);
  }
}
