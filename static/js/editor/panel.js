// The side shows one item: a click opens it there, the arrows walk on in time order, its forms are sent without leaving the plan.
import { ask } from "./ask.js";
import { clock24, columns, dateAt, fill, link, piece, root, say, tray, words } from "./page.js";
import { sendForm } from "./sync.js";

const BESIDE = matchMedia("(min-width: 64rem) and (min-height: 34rem)"); // else what the side shows is a sheet over the foot of the window
const WAIT = 120; // milliseconds in which one may have gone on
let peeked = null; // the item's UUID, "" for a new one
let typed = false; // somebody has typed at the side, and nothing of it is stored
let reading = new AbortController();
let soon;

const isBeside = () => BESIDE.matches;
export const isOpen = () => peeked !== null;

const side = () => root().querySelector("[data-side]");
const slot = () => side().querySelector("[data-panel]");
const addressOf = (uuid) => `${link(uuid).href.split("#")[0]}/panel`;

// Everything on the day in time order, then what is in the tray.
function inOrder() {
  const rooms = columns();
  const placed = rooms.flatMap((room, index) => [...room.querySelectorAll("[data-item]")].map((each) => [Number(each.dataset.at), index, each]));
  placed.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return [...placed.map(([, , each]) => each), ...tray().querySelectorAll("[data-item]")];
}

// What is typed at the side goes only when that is wanted.
async function mayGo() {
  typed &&= !(await ask(words.unsaved, "", words.discard));
  return !typed;
}

export async function peek(uuid, { aloud = true } = {}) {
  if (!link(uuid) || !(await mayGo())) {
    return;
  }
  mark(uuid);
  if (aloud) {
    say(fill(words.peeked, { item: piece(uuid).dataset.name }));
  }
  load(addressOf(uuid));
}

// Its short form at once.
export async function edit(uuid) {
  if (link(uuid) && (await mayGo())) {
    mark(uuid);
    load(`${link(uuid).href.split("#")[0]}/essentials`, true);
  }
}

// The form of a new item, to stand there.
export async function createAt(at, room) {
  if (!(await mayGo())) {
    return;
  }

  const query = new URLSearchParams({ day: dateAt(at), start: clock24(at), room });
  const address = `${side().dataset.new}?${query}`;
  if (!isBeside()) {
    location.assign(address);
    return;
  }
  mark("");
  load(address, true);
}

// True when something was open; what is typed there is asked about first.
export function close() {
  const was = isOpen();
  if (was) {
    mayGo().then((goes) => goes && shut());
  }
  return was;
}

function shut() {
  const was = peeked;
  mark(null);
  slot().replaceChildren();
  show();
  link(was)?.focus({ preventScroll: true });
}

function mark(uuid) {
  peeked = uuid;
  for (const each of root().querySelectorAll("[data-peeked]")) {
    each.removeAttribute("data-peeked");
  }
  piece(uuid)?.setAttribute("data-peeked", "");
}

function show() {
  slot().hidden = !isOpen();
  side().toggleAttribute("data-peeking", isOpen());
  const foot = side().querySelector("[data-checks-foot]");
  if (foot) {
    foot.hidden = !isOpen();
  }
}

async function load(address, focus = false) {
  reading.abort(); // somebody looks at something else by now
  reading = new AbortController();
  const { signal } = reading;
  try {
    const answer = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!put(page, focus)) {
      location.assign(address); // signed out, or it is gone
    }
  } catch {
    if (!signal.aborted) {
      say(words.failed);
    }
  }
}

// The panel of that page stands at the side; false if it has none.
function put(page, focus) {
  const panel = page.querySelector("#panel");
  if (!panel || !isOpen()) {
    return !isOpen();
  }
  const fresh = document.adoptNode(panel);
  for (const each of fresh.querySelectorAll("[data-panel-walk]")) {
    each.hidden = false;
  }
  const name = document.activeElement?.closest("[data-panel]") && document.activeElement.dataset.walk;
  slot().replaceChildren(fresh);
  typed = fresh.querySelector("[data-guard=unsaved]") !== null;
  show();
  if (focus || "panelForm" in fresh.dataset) {
    (fresh.querySelector("[data-error-summary]") ?? fresh.querySelector("[aria-invalid=true]") ?? fresh.querySelector("input:not([type=hidden])"))?.focus();
  } else if (name) {
    fresh.querySelector(`[data-walk="${name}"]`)?.focus();
  } else if (!isBeside()) {
    const title = fresh.querySelector(".panel__name");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }
  reveal();
  return true;
}

// Above the sheet one sees the item that it is about.
function reveal() {
  const item = piece(peeked);
  const hidden = isBeside() || !item ? 0 : item.getBoundingClientRect().bottom - slot().getBoundingClientRect().top;
  if (hidden > 0) {
    scrollBy(0, hidden + 8);
  }
}

function walk(by) {
  const all = inOrder();
  const next = all[(all.findIndex((each) => each.dataset.item === peeked) + by + all.length) % all.length];
  if (next) {
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    peek(next.dataset.item);
  }
}

async function submit(event) {
  const form = event.target.closest("form");
  if (!form || !slot()?.contains(form) || form.method !== "post") {
    return;
  }
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const isForm = form.matches(".panel__form");
  const was = peeked;
  const made = slot().querySelector("[data-panel-of]").dataset.panelOf;
  const stored = await sendForm(form.action, body, was && link(was) ? [was] : [], (page) => put(page, true) || location.assign(form.action));
  typed &&= !stored;
  if (stored && was === "") {
    slot().replaceChildren();
    peek(made, { aloud: false });
    link(made)?.focus();
  } else if (stored && isForm) {
    peek(was, { aloud: false });
  }
}

function click(event) {
  const way = event.target.closest?.("[data-panel-link]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (event.target.closest?.("[data-panel-close]") || (event.target.closest?.("[data-panel-leave]") && isOpen())) {
    event.preventDefault();
    close();
  } else if (event.target.closest?.("[data-walk]")) {
    walk(Number(event.target.closest("[data-walk]").dataset.walk));
  } else if (way && plain && isOpen() && slot().contains(way)) {
    event.preventDefault();
    const [, uuid, face] = way.pathname.match(/items\/([^/]+)\/(panel|essentials)$/) ?? [];
    if (face === "panel" && link(uuid)) {
      peek(uuid).then(() => typed || link(uuid)?.focus());
    } else {
      mayGo().then((goes) => goes && load(way.href, face === "essentials"));
    }
  }
}

// The plan was replaced: the side goes on showing what it showed, and an item anew unless somebody is typing there.
function taken(old) {
  if (!isOpen()) {
    return;
  }
  if (peeked && !piece(peeked)) {
    mark(null);
    show();
    return;
  }
  const panel = old();
  if (panel) {
    slot().replaceChildren(panel);
  }
  mark(peeked);
  show();
  if (peeked && !("panelForm" in (panel?.dataset ?? {}))) {
    load(addressOf(peeked));
  }
}

export function listen() {
  addEventListener("click", click);
  addEventListener("submit", submit);
  let held = null;
  document.addEventListener("plan:leaves", () => {
    held = slot()?.firstElementChild;
  });
  document.addEventListener("plan:taken", () => taken(() => held));
  addEventListener("focusin", (event) => {
    const item = event.target.matches?.("[data-piece-link]") && event.target.closest("[data-item]");
    if (item && isOpen() && peeked && item.dataset.item !== peeked && !slot().querySelector("[data-panel-form]")) {
      clearTimeout(soon); // arrows lead over many
      soon = setTimeout(() => peek(item.dataset.item), WAIT);
    }
  });
  addEventListener("input", (event) => {
    typed ||= Boolean(event.target.closest?.("[data-panel-form]"));
  });
  addEventListener("beforeunload", (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
}
