// The day that is kept on this device, without network: it follows the clock, and says how old it is.
import { now } from "../offline/device.js";
import { minutesUntil, ownMoment } from "./moment.js";
import { forgetDay, openDay } from "./vault.js";

const LOOK_AGAIN_MS = 10_000;
const root = document.querySelector("[data-day]");
const find = (name, within = root) => within.querySelector(`[data-${name}]`);
const words = (name, holes = {}) => Object.entries(holes).reduce((text, [hole, value]) => text.replace(`{${hole}}`, value), root.dataset[name]);
let drawn = "";

function put(within, name, text) {
  const element = find(name, within);
  element.textContent = text;
  element.hidden = !text;
}

function drawing(svg) {
  return document.importNode(new DOMParser().parseFromString(svg, "text/html").body.firstElementChild, true);
}

function choices(within, row) {
  find("choices", within).replaceChildren(...row.choices.map((each) => {
    const copy = find("choice").content.cloneNode(true);
    for (const name of ["title", "where"]) put(copy, name, each[name]);
    return copy;
  }));
}

function line(row) {
  const copy = find("blank").content.cloneNode(true);
  copy.firstElementChild.classList.toggle("is-quiet", row.quiet);
  for (const name of ["start", "end", "title", "where", "mark"]) put(copy, name, row[name]);
  if (row.quiet) find("title", copy).className = "";
  choices(copy, row);
  return copy;
}

// What else is at the time of the card, such as an item one waits for; it has no times of its own there.
function besides(card, rows, at, isChoice) {
  const list = find("beside", card);
  if (isChoice) find("title", card).before(list); // what one waits for comes before what one may choose
  else card.append(list);
  list.replaceChildren(...rows.map((row) => {
    const copy = find("other").content.cloneNode(true);
    for (const name of ["title", "where", "mark"]) put(copy, name, row[name]);
    put(copy, "door", row.from > at ? row.door : "");
    choices(copy, row);
    return copy;
  }));
  list.hidden = !rows.length;
}

function strip(row, at) {
  const minutes = minutesUntil(row, at);
  if (row.from <= at) return words("running", { time: row.end.slice(1) });
  if (minutes === null) return words("later", { time: row.start });
  return minutes === 1 ? words("one") : words("many", { number: minutes });
}

function showCard(row, others, at) {
  const card = find("card");
  card.hidden = !row;
  find("beside", card).replaceChildren(); // it has names of its own
  if (!row) return;
  put(card, "strip", strip(row, at));
  put(card, "span", `${row.start}${row.end}`);
  for (const name of ["room", "floor", "title", "kind", "mark"]) put(card, name, row[name]);
  put(card, "door", row.from > at ? row.door : "");
  choices(card, row);
  besides(card, others, at, Boolean(row.choices.length));
}

function show({ day }) {
  const at = now();
  const dateOf = new Intl.DateTimeFormat("en-CA", { timeZone: day.zone });
  const today = day.days.find((each) => each.date === dateOf.format(at));
  const moment = today ? ownMoment(today.rows, at) : null;
  const state = JSON.stringify([today?.date, moment && [moment.card, moment.pause, moment.beside.length, moment.after.length, moment.card && strip(moment.card, at)]]);
  put(root, "clock", `${day.clock(at)}`);
  if (state === drawn) return; // nothing has moved
  drawn = state;
  showCard(moment?.card ?? null, moment?.beside ?? [], at);
  const quiet = moment ? [moment.pause, ...moment.before].filter(Boolean) : [];
  find("pauses").replaceChildren(...quiet.map(line));
  find("plan").replaceChildren(...(moment ? moment.after : day.days.flatMap((each) => each.rows)).map(line));
  find("over").replaceChildren(...(moment?.over ?? []).map(line));
  find("past").hidden = !moment?.over.length;
  find("later").hidden = !moment?.after.length && Boolean(moment);
}

function fill({ day, asOf }) {
  day.days = day.days.map((each) => ({ ...each, rows: each.rows.map((row) => ({ ...row, from: Date.parse(row.from), to: Date.parse(row.to) })) }));
  const hours = new Intl.DateTimeFormat("de-DE", { timeZone: day.zone, hour: "2-digit", minute: "2-digit" });
  const dates = new Intl.DateTimeFormat(root.dataset.locale, { timeZone: day.zone, weekday: "short", day: "numeric", month: "long" });
  day.clock = (at) => `${dates.format(at)} · ${hours.format(at)}`;
  put(root, "age", words("stand", { time: `${dates.format(asOf)}, ${hours.format(asOf)}` }));
  for (const name of ["name", "organisation", "reference", "contact"]) put(root, name, day[name]);
  find("code").hidden = !day.code;
  if (day.code) find("picture").replaceChildren(drawing(day.code));
}

function leave() {
  if (find("copy")) root.replaceChildren(find("nothing").content.cloneNode(true));
}

// In its night the day goes, also while it is looked at.
async function look(known) {
  if (!find("copy")) return;
  const isKept = await openDay().catch(() => null);
  if (!isKept) leave();
  else if (find("copy")) show(known); // else it went while this was read
}

const known = await openDay().catch(() => null);
if (known) {
  fill(known);
  show(known);
  find("copy").hidden = false;
  find("forget").addEventListener("click", () => forgetDay().then(leave));
  setInterval(() => look(known), LOOK_AGAIN_MS);
  document.addEventListener("visibilitychange", () => look(known));
} else {
  leave();
}
root.dataset.ready = "";
