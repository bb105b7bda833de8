// A note taker's page: what is typed is kept on this device as it is typed, and goes to the server as soon as there is one.
import { now } from "../offline/device.js";
import * as list from "./list.js";
import { isSame, send } from "./sending.js";
import { moment } from "./times.js";
import * as vault from "./vault.js";

const REST_MS = 700; // after the last key
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const LOOK_AGAIN_MS = 10_000;
const root = document.querySelector("[data-notes]");
const form = root.querySelector("form");
const line = root.querySelector("[data-notes-standing]");
const { dataset: words } = root;
const own = { name: `${words.notes}:${words.whose}`, whose: words.whose, page: location.pathname, address: words.address, diesAt: Date.parse(words.diesAt), zone: words.zone };
const session = { token: form.elements.csrf_token.value };
const fields = words.fields.split(" ");
const cards = new Map();
let current = "";
let link = "connected"; // or "away", "signed-out", "forbidden"
let [pause, timer, resting] = [FIRST_PAUSE_MS, null, null];
let isSending = false;
const changed = new Set(); // and not kept on this device yet
let keeping = null;
let isKept = true; // on this device, whatever happens to this page

const newUuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
const waiting = () => [...cards.values()].filter((card) => card.isWaiting);

function typed() {
  const texts = fields.map((name) => [name, form.elements[name].value.trim().normalize("NFC")]);
  return { ...Object.fromEntries(texts), is_open: form.elements.is_open.checked };
}

const isEmpty = (text) => fields.every((name) => !text[name]);

function fill(text) {
  for (const name of fields) form.elements[name].value = text[name];
  form.elements.is_open.checked = text.is_open;
  form.dispatchEvent(new Event("change"));
}

function counted(number) {
  const [one, many] = link === "away" ? [words.waitingOne, words.waitingMany] : [words.hereOne, words.hereMany];
  return number === 1 ? one : many.replace("{number}", number);
}

function sentence() {
  const number = waiting().length;
  if ([...cards.values()].some((card) => card.refusal)) return words.refused;
  if (!number) return vault.isOver(own) ? words.over : cards.size || list.rows().length ? words.stored : "";
  if (link === "connected") return words.sending;
  if (keeping) return counted(number);
  const end = vault.isOver(own) || !isKept ? words.open : words.until.replace("{time}", moment(own.diesAt, own.zone));
  return [counted(number), link === "away" ? "" : words[link === "signed-out" ? "signedOut" : "forbidden"], end].filter(Boolean).join(" ");
}

function tell() {
  const text = sentence();
  if (line.textContent !== text) line.textContent = text;
  line.dataset.link = link;
}

// Each card lies on this device as it is by then, one after the other.
async function keepAll() {
  for (const uuid of changed) {
    changed.delete(uuid);
    const card = cards.get(uuid);
    isKept = await (card ? vault.keep(own, card) : vault.drop(own, uuid)).then(() => true, () => false);
  }
  keeping = null; // at once, so that nothing that changes now waits for the next change
  tell();
}

function keepChanged(uuid) {
  changed.add(uuid);
  keeping ??= keepAll();
  return keeping;
}

function keep(card) {
  cards.set(card.uuid, card);
  keepChanged(card.uuid);
  if (card.uuid !== current || card.refusal || list.rowOf(card.uuid)) list.show(card);
  tell();
}

// What stands in the form is a card from now on, as far as it says something that is not known yet.
function take() {
  const [text, card] = [typed(), cards.get(current)];
  if (card ? isSame(text, card.text) : isEmpty(text)) return;
  keep({ begunAt: now(), revision: 0, unanswered: [], ...card, uuid: current, text, isWaiting: true, refusal: null });
}

async function sendOne(card) {
  const answer = await send(words.address, card, session);
  link = ["away", "signed-out", "forbidden"].includes(answer.state) ? answer.state : "connected";
  const latest = cards.get(card.uuid);
  if (!latest) return true; // given up meanwhile
  const isLatest = isSame(latest.text, card.text);
  if (answer.state === "stored") {
    keep({ ...latest, revision: answer.revision, number: answer.number, unanswered: [], isWaiting: !isLatest });
  } else if (answer.state === "refused") {
    keep({ ...latest, isWaiting: !isLatest, refusal: isLatest ? answer.words : null });
  } else {
    keep({ ...latest, unanswered: [...latest.unanswered, card.text].slice(-9) });
  }
  return link === "connected";
}

// Everything that waits is sent, one after the other.
async function hurry() {
  clearTimeout(timer);
  if (isSending) return;
  isSending = true;
  let isThere = true;
  for (let [card] = waiting(); card && isThere; [card] = waiting()) isThere = await sendOne(card);
  isSending = false;
  if (isThere) pause = FIRST_PAUSE_MS;
  else later();
  tell();
}

function later() {
  if (link !== "away") return; // until somebody has opened their link again, and looks here
  timer = setTimeout(hurry, pause);
  pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
}

function open(uuid, text) {
  take();
  current = form.elements.uuid.value = uuid;
  fill(text);
  list.mark(uuid);
  for (const card of cards.values()) if (card.uuid !== uuid) list.show(card);
  form.elements[fields[0]].focus();
  tell();
}

function next() {
  clearTimeout(resting);
  open(newUuid(), { ...Object.fromEntries(fields.map((name) => [name, ""])), is_open: false });
  hurry();
}

function change(uuid) {
  const card = cards.get(uuid);
  if (card) open(uuid, card.text);
}

// A text that the server did not take is a card of its own from now on.
async function again(uuid) {
  const { text } = cards.get(uuid);
  keep({ uuid: newUuid(), begunAt: now(), revision: 0, unanswered: [], text, isWaiting: true, refusal: null });
  await giveUp(uuid);
  hurry();
}

// What the server has of the card is what it says, if that has it.
async function giveUp(uuid) {
  const isKnown = Boolean(list.rowOf(uuid)?.dataset.revision);
  cards.delete(uuid);
  await keepChanged(uuid);
  if (isKnown) location.reload();
  list.remove(uuid);
  if (uuid === current) next();
  tell();
}

function listen() {
  form.addEventListener("input", () => {
    take();
    clearTimeout(resting);
    resting = setTimeout(hurry, REST_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    next();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    next();
  });
  list.onPress("change", change);
  list.onPress("again", again);
  list.onPress("drop", giveUp);
  addEventListener("online", hurry);
  addEventListener("offline", hurry);
  document.addEventListener("visibilitychange", () => (document.hidden ? null : hurry()));
  addEventListener("beforeunload", (event) => {
    if (waiting().length && (keeping || !isKept)) event.preventDefault();
  });
}

// A new card has a number of its own, also on a page that was kept, or that the browser fills as it was left.
function number() {
  if (form.dataset.fresh !== undefined) {
    form.reset();
    form.elements.uuid.value = newUuid();
  }
  current = form.elements.uuid.value;
  list.mark(current);
}

// What this device has from before: what the server has by now, and nobody has changed here, is as the server says.
async function begin() {
  const known = new Map(list.cardsOf().map((card) => [card.uuid, card]));
  for (const card of known.values()) cards.set(card.uuid, { begunAt: 0, unanswered: [], ...card });
  for (const card of await vault.cards(own).catch(() => [])) {
    if (!known.has(card.uuid) || card.isWaiting || card.refusal) cards.set(card.uuid, card);
  }
  for (const card of cards.values()) if (card.uuid !== current && !isSame(card.text, known.get(card.uuid)?.text ?? {})) list.show(card);
}

// A day after the item nothing of it stays on this device, also while the page is looked at.
async function look() {
  if (!vault.isOver(own)) return;
  clearInterval(looking);
  await vault.forget(own).catch(() => null);
  tell();
}

const isAble = globalThis.indexedDB && globalThis.caches && globalThis.crypto?.subtle && navigator.serviceWorker;
const looking = setInterval(look, LOOK_AGAIN_MS);

number();
await look();
await begin();
listen();
take();
tell();
hurry();
root.dataset.ready = "";
if (isAble && navigator.onLine) {
  await vault.keepPage(own, words).then(() => { root.querySelector("[data-notes-kept]").hidden = vault.isOver(own); }, () => null);
}
root.dataset.kept = "";
