// What this desk knows: everybody by reference, what it has not sent yet, and whether the server can be reached.
import { now } from "../offline/device.js";
import { addresses, dayOf, remembered } from "./page.js";
import { readCode, sought } from "./finding.js";
import { add, all, drop, forgetList, keepList, openList } from "./vault.js";

const PATIENCE_MS = 4000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const people = new Map();
const listeners = new Set();
let token = addresses.token;
let pause = FIRST_PAUSE_MS;
let timer = null;
let sending = null;
let tags = { state: "", snapshot: "" };
let list = null; // what it says besides the guests

// `link` is "connected", "away", "signed-out" or "forbidden".
export const known = { link: "connected", asOf: null, queue: [], conflicts: [], state: null, hasList: false };
export const persons = () => [...people.values()];
export const expected = () => list?.expected ?? 0;
// The day of whose list the desk speaks while that is alive; otherwise, such as after a night asleep, as its clock says.
export const day = () => (list && now() < Date.parse(list.dies_at) ? list.day : dayOf(now()));
export const person = (reference) => people.get(reference);

export function onChange(listener) {
  listeners.add(listener);
}

// Whoever is registered and on the programme is meant by the number of either.
const whose = (number) => (number && persons().find((each) => each.number === number)?.reference) || number;

const tell = () => listeners.forEach((listener) => listener());

export const isOfToday = (entry) => entry.day === day();

function dropList() {
  people.clear();
  [list, known.hasList] = [null, false];
}

function take(text, asOf) {
  const { guests, ...more } = JSON.parse(text);
  list = more;
  const waiting = new Map(known.queue.filter(isOfToday).map((each) => [each.reference, each]));
  people.clear();
  for (const each of guests) {
    const guest = { ...each, sought: sought(each) };
    const entry = waiting.get(guest.reference) ?? waiting.get(guest.number);
    if (entry?.verb === "admit" && guest.verdict === "welcome") standIn(guest, entry);
    people.set(guest.reference, guest);
  }
  [known.asOf, known.hasList] = [asOf, true];
}

// The list is kept with what the server has just said, for a page that is opened anew before it comes again.
async function keepKnown() {
  if (!known.hasList) return;
  await keepList(JSON.stringify({ ...list, guests: persons().map(({ sought: _words, ...each }) => each) }), "").catch(() => null);
}

function standIn(guest, entry) {
  Object.assign(guest, { verdict: "already_in", at: entry.at, desk: entry.desk, passage: entry.key });
}

// A request that ends: as a response, or as null where the network does not answer in time.
async function reach(address, options = {}) {
  try {
    return await fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS), ...options });
  } catch {
    return null;
  }
}

// Whether the answer can be used; otherwise the desk knows why not.
async function isUsable(response) {
  const isOut = response?.type === "opaqueredirect" || response?.status === 401;
  const isForbidden = response?.status === 403 || response?.status === 404;
  if (isOut || isForbidden) {
    known.link = isOut ? "signed-out" : "forbidden";
    dropList();
    tags = { state: "", snapshot: "" };
    await forgetList().catch(() => null);
  } else {
    known.link = response && response.status < 500 && response.status !== 429 ? "connected" : "away";
  }
  tell();
  return known.link === "connected";
}

function lose() {
  known.link = "away";
  tell();
  return null;
}

// What the server says; null where it was not the server that answered, but a network that wants to be signed in to.
async function read(response) {
  const said = await response.json().catch(() => null);
  return said && ("verdict" in Object(said) || "problem" in Object(said)) ? said : lose();
}

async function post(entry, verb = entry.verb) {
  const ago = Math.max(0, Math.round((now() - entry.at) / 1000));
  const sent = { verb, key: entry.key, code: entry.code, desk: entry.desk, day: entry.day ?? "", ago };
  const body = (held) => new URLSearchParams({ ...sent, csrf_token: held });
  let response = await reach(addresses.passages, { method: "POST", body: body(token) });
  if (!(await isUsable(response))) return null;
  let answer = await read(response);
  if (answer?.problem === "token") {
    token = answer.token;
    response = await reach(addresses.passages, { method: "POST", body: body(token) });
    if (!(await isUsable(response))) return null;
    answer = await read(response);
  }
  return answer;
}

async function queue(entry) {
  const number = await add("queue", entry).catch(() => null); // without storage it is kept as long as the page is open
  known.queue.push({ ...entry, number });
  return known.queue.at(-1);
}

async function unqueue(entry) {
  known.queue.splice(known.queue.indexOf(entry), 1);
  if (entry.number !== null) await drop("queue", entry.number).catch(() => null);
}

function intention(verb, code, more = {}) {
  const reference = whose(readCode(code)?.reference ?? "");
  const key = crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
  return { verb, key, code, reference, at: now(), day: day(), desk: remembered("desk") ?? "", ...more };
}

// What the desk says by itself, as the server would from its list.
function verdictHere(code) {
  const read = readCode(code);
  if (read.slug && read.slug !== addresses.edition) return { verdict: "other_edition" };
  const guest = people.get(whose(read.reference));
  if (guest?.verdict.startsWith("item_")) return { verdict: "item_booked_only", guest }; // so that no room is overfull
  return guest ? { verdict: guest.verdict, guest: { ...guest }, at: guest.at, desk: guest.desk } : { verdict: "unknown" };
}

// The server said so; its next counter says it too. At an item's door they came with their place, or took a free one.
function count(passage, way) {
  if (!known.state) return;
  const { admitted, recent, latest, numbers = {} } = known.state;
  const name = way === "despite" ? "free" : "missing";
  const less = name in numbers ? { [name]: Math.max(0, numbers[name] - 1) } : {};
  known.state = { admitted: admitted + 1, recent: recent + 1, latest: [passage, ...latest], numbers: { ...numbers, ...less } };
}

// Whoever the code means is let in if they may be: by the server where it answers, else by the list.
// What is no code of ours is nobody's, whatever stands in it, and goes nowhere. At an item's door ``way`` is another verb.
export async function admit(code, way = "admit") {
  if (!readCode(code)) return { verdict: "no_code", isSent: true };
  const entry = await queue(intention("admit", code));
  const isFirst = known.queue.length === 1;
  const answer = isFirst && known.link !== "signed-out" && navigator.onLine ? await post(entry, way) : null;
  if (answer) {
    await unqueue(entry);
    if (answer.problem) return { verdict: "unknown", isSent: true, words: answer.words };
    if (answer.guest) {
      const number = people.get(answer.guest.reference)?.number ?? "";
      const guest = { ...answer.guest, number, sought: sought(answer.guest) };
      if (answer.verdict === "welcome") {
        standIn(guest, { at: Date.parse(answer.at), desk: answer.desk, key: entry.key });
        count({ ...guest, key: entry.key, at: answer.at }, way);
      }
      if (!answer.verdict.startsWith("item_")) people.set(guest.reference, guest); // else the list goes on as it is
      await keepKnown();
    }
    tell();
    return { ...answer, key: entry.key, isSent: true };
  }
  return admitHere(entry, isFirst);
}

async function admitHere(entry, wasTried) {
  const told = verdictHere(entry.code);
  if (told.verdict === "welcome") {
    standIn(people.get(entry.reference), entry);
  } else {
    await unqueue(entry);
    if (wasTried) await queue({ ...entry, verb: "undo" }); // it may have arrived although no answer came
  }
  if (known.queue.length) later();
  tell();
  return { ...told, key: entry.key, isSent: false };
}

// The admission of that key is taken back, now or as soon as there is a network.
export async function takeBack(key, reference) {
  const guest = people.get(reference);
  if (guest) Object.assign(guest, { verdict: "welcome", at: null, desk: "", passage: "" });
  await queue(intention("undo", reference, { key }));
  await replay();
  await keepKnown();
  tell();
}

// Everything that waits is sent in its order, by one page at a time; what is sent twice counts once.
export function replay() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  while (known.queue.length) {
    const [entry] = known.queue;
    const answer = await post(entry, addresses.item && entry.verb === "admit" ? "by_list" : entry.verb);
    if (!answer) return later();
    if (!known.queue.includes(entry)) continue;
    await unqueue(entry);
    if (entry.verb === "admit" && !["welcome", "taken_back"].includes(answer.verdict)) await contest(entry, answer);
    pause = FIRST_PAUSE_MS;
    tell();
  }
  return refresh();
}

async function contest(entry, answer) {
  const conflict = { reference: entry.reference, verdict: answer.verdict ?? "", at: entry.at, since: answer.at ?? null, desk: answer.desk ?? "" };
  const number = await add("conflicts", conflict).catch(() => null);
  known.conflicts.push({ ...conflict, number });
}

export async function clear(conflict) {
  known.conflicts.splice(known.conflicts.indexOf(conflict), 1);
  if (conflict.number !== null) await drop("conflicts", conflict.number).catch(() => null);
  tell();
}

function later() {
  clearTimeout(timer);
  if (known.link === "signed-out" || known.link === "forbidden") return;
  timer = setTimeout(replay, pause);
  pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
}

export function hurry() {
  pause = FIRST_PAUSE_MS;
  return replay();
}

function isDocument(text) {
  try {
    return JSON.parse(text) instanceof Object;
  } catch {
    return false;
  }
}

async function ask(name) {
  const response = await reach(addresses[name], { headers: tags[name] ? { "If-None-Match": tags[name] } : {} });
  if (!(await isUsable(response)) || response.status !== 200) return null;
  const text = await response.text().catch(() => "");
  if (!isDocument(text)) return lose();
  tags[name] = response.headers.get("ETag") ?? "";
  return text;
}

// The counter, and the list where it has changed.
export async function refresh() {
  const state = await ask("state");
  if (state) {
    known.state = JSON.parse(state);
    await refreshList();
  } else if (known.link === "connected" && known.hasList) {
    known.asOf = now();
  }
  tell();
}

export async function refreshList() {
  const list = await ask("snapshot");
  if (!list) return;
  take(list, now());
  await keepList(list, tags.snapshot).catch(() => null);
}

// What this browser still has from before, for a page opened without network.
export async function begin() {
  for (const name of ["queue", "conflicts"]) known[name].push(...(await all(name).catch(() => [])));
  const kept = await openList().catch(() => null);
  if (kept) take(kept.text, kept.asOf);
  tell();
}

// What was changed in the list arrives, and in the night the list is gone, also from a page that stays open.
export async function age() {
  if (known.link === "connected") {
    await refreshList();
  } else if (!(await openList().catch(() => null))) {
    dropList();
  }
  tell();
}
