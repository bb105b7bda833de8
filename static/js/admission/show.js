// What the page shows: answers, who is found, who went in, how many are here, and what is not sent yet.
import { now } from "../offline/device.js";
import { actors, blank, clock, find, nameOf, remembered, root, verdicts, words } from "./page.js";
import { clear, day, expected, isOfToday, known, person, persons, takeBack } from "./desk.js";
import { sound } from "./sound.js";

const LATEST = 8;
const RECENT_MS = 600_000;
const drawn = new WeakMap();

// A row that is drawn anew while somebody presses its button loses the press: a list stays until it says something else.
function draws(list, ...facts) {
  const wanted = JSON.stringify(facts);
  if (drawn.get(list) === wanted) return false;
  drawn.set(list, wanted);
  return true;
}

function text(element, wanted) {
  if (element.textContent !== wanted) element.textContent = wanted;
}

const heading = (verdict, at) => verdicts[verdict][0].replace("{time}", at ? clock(new Date(at)) : "");

export function answer(told, letIn) {
  const [, hint, look, sign] = verdicts[told.verdict];
  const shown = blank("verdict");
  const part = (name) => find(name, shown);
  const guest = told.guest;
  part("verdict").className = `verdict verdict--${look}`;
  part("sign").replaceChildren(blank(sign));
  text(part("heading"), heading(told.verdict, told.at));
  text(part("name"), guest?.name ?? "");
  text(part("facts"), guest ? [guest.organisation, actors[guest.actor]].filter(Boolean).join(" · ") : "");
  for (const note of guest?.notes ?? []) {
    const line = blank("note");
    text(line.querySelector("span"), note);
    part("notes").append(line);
  }
  if (guest && !guest.photos) part("notes").append(blank("photos"));
  for (const way of ["badge", "sheet"].map(part).filter(Boolean)) {
    way.hidden = !told.isSent || !guest || !["welcome", "already_in"].includes(told.verdict);
    if (guest) way.setAttribute("href", `${way.getAttribute("href")}?reference=${guest.reference}`);
  }
  const way = part("way");
  if (way && told.way) {
    way.hidden = false;
    text(way.querySelector("span"), told.label);
    way.addEventListener("click", () => letIn(guest.reference, told.way));
  }
  const back = part("take-back");
  if (back && told.verdict === "welcome") {
    back.hidden = false;
    takesBack(back, told.key, guest);
  }
  const more = [told.words ?? hint];
  if (told.verdict === "already_in" && told.desk) more.push(words("desk", { name: told.desk }));
  if (!told.isSent && known.asOf) more.push(words("asOf", { time: clock(known.asOf) }));
  text(part("hint"), more.join(" "));
  find("answers").replaceChildren(shown);
  sound(look, remembered("sound") !== "off");
}

export function results(hits, query, letIn, isLong) {
  const list = find("found");
  list.replaceChildren(...hits.map((each) => guestRow(each, letIn)));
  find("results").hidden = !query;
  find("long").hidden = !isLong;
  find("nobody").hidden = hits.length > 0 || !query || isLong;
}

// Whoever is only similar has their number beside the name, and no button that invites to press it unseen.
function guestRow({ who: guest, isSure }, letIn) {
  const row = blank("guest");
  const [button, standing, back] = [find("let-in", row), find("standing", row), find("take-back", row)];
  const similar = find("similar", row);
  text(find("name", row), guest.name);
  text(find("facts", row), [guest.organisation, isSure ? "" : guest.reference].filter(Boolean).join(" · "));
  similar.hidden = isSure;
  row.firstElementChild.toggleAttribute("data-sure", isSure);
  const isAsked = guest.verdict.startsWith("item_"); // at an item's door the server knows more
  if (isAsked) text(button.querySelector("span"), words("look"));
  button.setAttribute("aria-label", [`${button.textContent.trim()}: ${guest.name}`, isSure ? "" : similar.textContent].filter(Boolean).join(". "));
  button.addEventListener("click", () => letIn(guest.reference));
  button.classList.toggle("kern-btn--primary", isSure && !isAsked);
  button.classList.toggle("kern-btn--secondary", !isSure || isAsked);
  button.hidden = guest.verdict !== "welcome" && !isAsked;
  standing.hidden = guest.verdict === "welcome";
  back.hidden = !guest.passage;
  takesBack(back, guest.passage, guest);
  const [, , look, sign] = verdicts[guest.verdict];
  standing.className = `guest__state guest__state--${look}`;
  standing.replaceChildren(blank(sign), document.createTextNode(heading(guest.verdict, guest.at)));
  return row;
}

function takesBack(button, key, { name, reference }) {
  button.setAttribute("aria-label", `${button.textContent.trim()}: ${name}`);
  button.addEventListener("click", async () => {
    find("results").hidden = true;
    find("query").focus();
    await takeBack(key, reference);
    find("answers").textContent = words("takenBack", { name });
  });
}

function passageRow(each, isWaiting) {
  const row = blank("passage");
  const button = find("take-back", row);
  text(find("name", row), each.name);
  const facts = [clock(new Date(each.at)), each.desk, isWaiting ? words("unsent") : ""].filter(Boolean);
  text(find("facts", row), facts.join(" · "));
  takesBack(button, each.key, each);
  row.firstElementChild.dataset.key = each.key;
  return row;
}

// Who is in by the list of this desk, whoever was let in or taken back here included; the latest first.
function inside() {
  return persons().filter((each) => each.verdict === "already_in").sort((one, other) => new Date(other.at) - new Date(one.at));
}

// Those who wait to be told of stand above what the server knows, or the list where nothing was heard of it.
function latest() {
  const undone = new Set(known.queue.filter((each) => each.verb === "undo").map((each) => each.key));
  const here = known.queue.filter((each) => each.verb === "admit" && !undone.has(each.key));
  const sent = new Set(here.map((each) => each.key));
  const entered = () => inside().map((each) => ({ ...each, key: each.passage })).filter((each) => !sent.has(each.key));
  const told = (known.state?.latest ?? entered()).filter((each) => !undone.has(each.key)).slice(0, LATEST);
  const waiting = here.map((each) => ({ ...each, name: person(each.reference)?.name ?? each.reference })).reverse();
  const list = find("latest");
  if (!known.state && !known.hasList && !waiting.length) return; // the page as it came knows better
  if (!draws(list, waiting, told)) return;
  const rows = [...waiting.map((each) => passageRow(each, true)), ...told.map((each) => passageRow(each, false))].slice(0, LATEST);
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null;
  list.replaceChildren(...rows);
  find("none").hidden = rows.length > 0;
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"] button`)?.focus();
}

const unsent = () => known.queue.filter((each) => each.verb === "admit" && isOfToday(each)).length;

// As the server counts, and what is not sent yet; without network as the list says, also after the page was opened anew.
function numbers() {
  if (known.state && (known.link === "connected" || !known.hasList)) {
    return { admitted: known.state.admitted + unsent(), expected: known.hasList ? expected() : Number(find("expected").textContent), recent: known.state.recent };
  }
  const since = now() - RECENT_MS;
  const times = inside().map((each) => new Date(each.at).getTime());
  return { admitted: times.length, expected: expected(), recent: times.filter((at) => at > since).length };
}

function counter() {
  if (!known.state && !known.hasList) return;
  const count = numbers();
  for (const name of ["admitted", "expected", "recent"]) text(find(name), String(count[name]));
  for (const [name, number] of Object.entries(known.state?.numbers ?? {})) {
    const line = find(name);
    const left = name === "missing" ? Math.max(0, number - unsent()) : number; // whoever is let in by the list was booked
    if (line) text(line, String(left));
  }
  const width = count.expected ? Math.min(100, (100 * count.admitted) / count.expected) : 0;
  root.querySelector("[data-meter] .meter__bar")?.setAttribute("width", width);
}

function point() {
  const line = find("point");
  if (line.dataset.day === day()) return;
  line.dataset.day = day();
  text(line, words("point", { day: nameOf(day()) }));
}

function link() {
  const line = document.querySelector("[data-link]");
  const number = known.queue.length;
  const said = [];
  if (known.link !== "connected") said.push(known.hasList ? line.dataset.away.replace("{time}", clock(known.asOf)) : line.dataset.blind);
  if (number) said.push(number === 1 ? line.dataset.waitingOne : line.dataset.waiting.replace("{number}", number));
  text(line, said.join(" · ") || line.dataset.connected);
  line.classList.toggle("link-state--waiting", said.length > 0);
  const trouble = document.querySelector("[data-trouble]");
  const sentence = document.querySelector("[data-trouble-words]");
  const reason = { "signed-out": sentence.dataset.signedOut, forbidden: sentence.dataset.forbidden }[known.link];
  trouble.hidden = !reason;
  text(sentence, reason ?? "");
  document.querySelector("[data-sign-in]").hidden = known.link !== "signed-out";
}

function conflicts() {
  find("conflicts").hidden = known.conflicts.length === 0;
  const list = find("conflict-list");
  const named = known.conflicts.map((each) => person(each.reference)?.name ?? each.reference);
  if (!draws(list, known.conflicts, named)) return;
  list.replaceChildren(...known.conflicts.map((each, number) => {
    const row = blank("conflict");
    text(find("name", row), named[number]);
    const why = each.verdict ? heading(each.verdict, each.since) : words("lost");
    text(find("facts", row), [clock(new Date(each.at)), why, each.desk].filter(Boolean).join(" · "));
    find("cleared", row).addEventListener("click", () => clear(each));
    return row;
  }));
}

export function all() {
  link();
  point();
  counter();
  latest();
  conflicts();
}
