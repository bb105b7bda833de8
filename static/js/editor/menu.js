// What can be done with an item, where one points: by the right button, a long press, or the key for it.
import { carried } from "./carry.js";
import { fill, link, piece, root, say, words } from "./page.js";
import { edit, peek } from "./panel.js";
import { pin, takeOff } from "./selection.js";

const LONG = 500; // milliseconds that a finger rests
const FAR = 10; // pixels: more is no rest
let uuid = null;
let resting = null;
let isHeld = false; // the finger that opened it is still down: where it lifts is no choice

const menu = () => document.querySelector("[data-item-menu]");
const entries = () => [...menu().querySelectorAll("[role=menuitem]")].filter((each) => !each.parentElement.hidden);
const ACTS = { show: () => peek(uuid), edit: () => edit(uuid), pin: () => pin([piece(uuid)]), off: () => takeOff([piece(uuid)]) };

function open(item, x, y) {
  uuid = item.dataset.item;
  const isPlaced = "at" in item.dataset;
  menu().querySelector("[data-menu-name]").textContent = item.dataset.name;
  for (const each of menu().querySelectorAll("[data-menu-way]")) {
    each.href = `${link(uuid).href.split("#")[0]}${each.dataset.menuWay}`;
  }
  const label = menu().querySelector("[data-menu-act=pin]");
  label.textContent = "pinned" in item.dataset ? label.dataset.off : label.dataset.on;
  for (const each of menu().querySelectorAll("[data-of-placed]")) {
    each.hidden = !isPlaced || ("ofBreaks" in each.dataset && !item.classList.contains("piece--break"));
  }
  menu().showModal();
  const { width, height } = menu().getBoundingClientRect();
  menu().style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu().style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  entries()[0].focus();
  say(fill(words.menu, { item: item.dataset.name }));
}

// By key it opens at the item itself.
export function openAt(item) {
  const { left, top, height } = item.getBoundingClientRect();
  open(item, left + 24, top + Math.min(24, height));
}

function rest(event) {
  const item = event.target.closest?.("[data-can]");
  stop();
  isHeld &&= !event.isPrimary; // whoever puts a finger down anew has lifted the one before
  if (event.pointerType === "touch" && event.isPrimary && item && !event.target.closest("[data-grip], [data-handle]")) {
    resting = { x: event.clientX, y: event.clientY, timer: setTimeout(() => held(item, event), LONG) };
  }
}

function held(item, { clientX, clientY }) {
  if (!menu().open && !carried()) {
    isHeld = true;
    open(item, clientX, clientY);
  }
}

function lift() {
  stop();
  setTimeout(() => {
    isHeld = false;
  }, 50); // after its click
}

function stop() {
  clearTimeout(resting?.timer);
  resting = null;
}

function walk(event) {
  const all = entries();
  const here = all.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all.at(to % all.length).focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    menu().close();
  }
}

export function listen() {
  addEventListener("contextmenu", (event) => {
    const item = event.target.closest?.("[data-can]");
    if (menu().contains(event.target)) {
      event.preventDefault(); // of the key that has just opened it
    }
    if (!item || !root()?.contains(item) || event.shiftKey) {
      return; // with Shift, or elsewhere, it is the browser's own
    }
    event.preventDefault();
    stop();
    if (!menu().open && !carried()) {
      open(item, event.clientX, event.clientY);
    }
  });
  addEventListener("pointerdown", rest);
  addEventListener("pointermove", (event) => resting && Math.hypot(event.clientX - resting.x, event.clientY - resting.y) > FAR && stop(), { passive: true });
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
  menu().addEventListener("pointerdown", (event) => event.target === menu() && menu().close());
  menu().addEventListener("keydown", walk);
  menu().addEventListener("click", (event) => {
    const act = event.target.closest("[data-menu-act]")?.dataset.menuAct;
    if (isHeld) {
      event.preventDefault();
    } else if (act) {
      menu().close(); // the focus is back at the item
      ACTS[act]();
    }
  });
}
