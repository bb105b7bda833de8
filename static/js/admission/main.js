// The desk at the door: it answers as one types or holds up a code, tells the server, and goes on without it.
import * as camera from "./camera.js";
import { admit, age, begin, hurry, known, onChange, persons, refresh } from "./desk.js";
import { LONGEST, isForeign, readCode, search } from "./finding.js";
import { addresses, find, remember, remembered, root } from "./page.js";
import { all, answer, results } from "./show.js";
import { wake } from "./sound.js";
import { keepPage } from "./vault.js";

const ASK_AGAIN_MS = 4000;
const LOOK_AGAIN_MS = 60_000;
const query = find("query");
let busy = Promise.resolve();

// One after the other, in the order in which they came.
function letIn(code, way) {
  const told = busy.then(async () => answer(await admit(code, way), letIn));
  busy = told.catch(() => find("answers").replaceChildren()); // what was said before is not about this one; the next is heard
  return busy;
}

// What was typed is done with at once, so that the next name or code can be typed while the server is asked.
function take(code) {
  query.value = "";
  typed();
  query.focus();
  letIn(code);
}

function typed() {
  const words = query.value.trim();
  const read = readCode(words);
  const named = read ? persons().filter((each) => [each.reference, each.number].includes(read.reference)) : [];
  const isLong = words.length > LONGEST;
  if (words) find("answers").replaceChildren(); // a new search begins: what was said is about somebody before
  results(read ? named.map((who) => ({ who, isSure: true })) : isLong ? [] : search(words, persons()), words, take, isLong);
}

function listenToSearch() {
  query.addEventListener("input", typed);
  find("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = query.value.trim();
    if (readCode(words) || isForeign(words)) take(words); // a scanner types the code and Enter
    else if (words) {
      typed();
      // Enter comes from scanners, too, some send it twice: who is only similar is reached by an arrow or a tap
      const sure = root.querySelector("[data-found] [data-sure] button:not([hidden])");
      sure ? sure.focus() : query.select();
    }
  });
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [query, ...root.querySelectorAll("[data-found] button:not([hidden])")];
    const at = stops.indexOf(document.activeElement);
    if (step && at >= 0 && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    } else if (event.key === "Escape" && at >= 0) {
      query.value = "";
      typed();
      query.focus();
    }
  });
}

function listenToCamera() {
  const button = find("camera");
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener("click", async () => {
    const isOn = camera.isOn();
    if (isOn) camera.stop();
    const looks = !isOn && (await camera.start(letIn));
    button.setAttribute("aria-pressed", String(looks));
    remember("camera", looks ? "on" : "off");
  });
}

function listenToLikes() {
  find("own").hidden = false;
  const [desk, sound] = [find("desk"), find("sound")];
  desk.value = remembered("desk") ?? "";
  sound.checked = remembered("sound") !== "off";
  desk.addEventListener("change", () => remember("desk", desk.value.trim().slice(0, 60)));
  sound.addEventListener("change", () => remember("sound", sound.checked ? "on" : "off"));
}

function listenToLeaving() {
  addEventListener("beforeunload", (event) => {
    if (known.queue.length) event.preventDefault();
  });
}

// Without script, a button of the page sends a form; with it, the desk does what it says.
function listenToForms() {
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-passage]") || event.target.elements.verb.value === "undo") return;
    event.preventDefault();
    letIn(event.target.elements.code.value, event.target.elements.verb.value);
  });
}

async function start() {
  onChange(all);
  listenToSearch();
  listenToCamera();
  listenToLikes();
  listenToLeaving();
  listenToForms();
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, wake);
  await begin();
  await hurry();
  root.dataset.ready = "";
  if (query.value.trim()) typed();
  setInterval(() => (document.hidden ? null : refresh()), ASK_AGAIN_MS);
  setInterval(age, LOOK_AGAIN_MS);
  addEventListener("online", hurry);
  addEventListener("offline", refresh);
  if (known.link === "connected") await keepPage();
  root.dataset.kept = "";
}

if (addresses.edition) start();
