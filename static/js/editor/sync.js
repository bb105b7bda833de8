// Sending what was moved, and taking in what others moved. The answer is the page itself: its #editor replaces this one, or, as the page
// says which state it shows, holds only what changed since.
import { ask } from "./ask.js";
import { merge } from "./changes.js";
import { link, ready, root, say, words } from "./page.js";

const EVERY = 4_000;
const state = () => ({ "X-Seen-Board": root().dataset.seen });
export const own = new Map(); // the revisions that items have by what was sent from here, until they are picked up again
let queue = Promise.resolve();
let isBusy = () => false;
let isLooking = false;
let isBehind = false; // an answer came while something was in hand, and was not taken in

// Sends the moves of these items after those that are still on their way; true when they are stored.
export function send(moves, day, uuids) {
  queue = queue.then(() => post(moves, day, uuids));
  return queue;
}

// Nothing is in hand any more: what was put off is taken in.
export function settle() {
  if (isBehind) {
    queue = queue.then(refresh);
  }
}

async function post(moves, day, uuids) {
  const form = document.querySelector("#place");
  const body = new URLSearchParams(new FormData(form));
  body.set("day", day);
  for (const move of moves) {
    body.append("move", move());
  }
  return deliver(form.action, body, uuids, collide);
}

// Sends what a form would send, after what is still on its way; true when it is stored. A page that is no plan is handed on.
export function sendForm(action, body, uuids, other = () => notice(words.foreign)) {
  queue = queue.then(() => deliver(action, body, uuids, other));
  return queue;
}

async function deliver(action, body, uuids, other) {
  const day = body.get("day") || root().dataset.day;
  root().dataset.saving = "";
  try {
    const answer = await fetch(action, { method: "POST", body, headers: state() });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status === 409) {
      (page.querySelector("[data-collision]") ? collide : other)(page, uuids[0]);
      await refresh();
      return false;
    }
    if (!page.querySelector("#editor")) {
      delete root().dataset.saving;
      if (page.querySelector("#panel")) {
        other(page, uuids[0]);
      } else if (answer.redirected) {
        signedOut();
      } else {
        notice(words.failed);
      }
      return false;
    }
    const news = told(page);
    const isStored = answer.ok && answer.redirected && !page.querySelector("[data-error-summary]");
    for (const uuid of isStored ? uuids : []) {
      own.set(uuid, page.getElementById(`item-${uuid}`)?.dataset.revision);
    }
    if (isBusy()) {
      isBehind = true;
      delete root().dataset.saving;
    } else {
      take(page, uuids.length === 1 ? uuids[0] : null);
      const here = root().dataset.day;
      if (new URL(location.href).searchParams.get("day") !== here) {
        history.replaceState(null, "", `?day=${here ?? day}`);
      }
    }
    notice(news);
    return isStored;
  } catch {
    delete root().dataset.saving;
    notice(words.failed);
    return false;
  }
}

// Somebody is signed out: it is said over the plan, and the page opens anew where one signs in.
async function signedOut() {
  await ask(words.signed_out, "", words.again, "");
  location.reload();
}

// The page's editor stands here in place of the present one, or what changed of it; nothing scrolls, the focus stays with its item.
function take(page, focus) {
  const held = focus ?? document.activeElement?.closest?.("[data-item]")?.dataset.item;
  const kept = ["[data-board]", "[data-tray]", ".editor__side"].map((name) => {
    const element = root().querySelector(name);
    return [name, element?.scrollTop ?? 0, element?.scrollLeft ?? 0];
  });
  const size = root().querySelector("[name=scale]:checked")?.value;
  const still = [...root().querySelectorAll("[data-chosen]")].map((each) => each.id);
  document.dispatchEvent(new Event("plan:leaves"));
  const fresh = document.adoptNode(page.querySelector("#editor"));
  if ("changes" in fresh.dataset) {
    merge(fresh);
  } else {
    document.querySelector("#editor").replaceWith(fresh);
  }
  const token = page.querySelector("#place-token");
  if (token) {
    document.querySelector("#place-token").value = token.value;
  }
  if (!root()) {
    location.reload(); // it is archived now, or has no day any more
    return;
  }
  ready();
  const radio = root().querySelector(`[name=scale][value="${size}"]`);
  if (radio) {
    radio.checked = true;
  }
  for (const id of still) {
    document.getElementById(id)?.setAttribute("data-chosen", "");
  }
  for (const [name, top, left] of kept) {
    root().querySelector(name)?.scrollTo(left, top);
  }
  document.dispatchEvent(new Event("plan:taken"));
  if (!root().querySelector("[data-side]").contains(document.activeElement)) {
    link(held)?.focus({ preventScroll: held !== focus });
  }
}

// What the page says has happened. It is said once, and stands nowhere: no notice pushes the plan.
export function told(page) {
  const said = [...page.querySelectorAll(".flashes, [data-error-summary]")];
  const text = said.map((each) => each.textContent.trim().replace(/\s+/g, " ")).join(" ");
  page.querySelector(".flashes[role=status]")?.remove();
  return text;
}

// A line that is seen and heard, and goes by itself.
export function notice(text) {
  if (!text) {
    return;
  }
  say(text);
  document.querySelector(".editor__notice")?.remove();
  const line = document.createElement("p");
  line.className = "editor__notice";
  line.setAttribute("aria-hidden", "true");
  line.textContent = text;
  document.body.append(line);
  setTimeout(() => line.remove(), 6_000);
}

// Both texts, and the choice between them, over the board.
function collide(page, uuid) {
  const dialog = document.createElement("dialog");
  dialog.className = "editor__collision";
  dialog.setAttribute("aria-labelledby", "collision-title");
  dialog.append(document.adoptNode(page.querySelector("[data-collision]")));
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link(uuid)?.focus();
  });
  dialog.showModal();
}

// The day as it is now, unless something is in hand, or what is here is newer than what came.
async function refresh() {
  const answer = await fetch(`?day=${root().dataset.day}`, { headers: state() });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#editor");
  if (isBusy()) {
    isBehind = true;
  } else if (fresh && !(Number(fresh.dataset.revision) < Number(root().dataset.revision))) {
    isBehind = false;
    take(page);
    return true;
  }
  return false;
}

// Every few seconds, while somebody looks and has nothing in hand: has anybody changed the draft?
export function watch(busy) {
  isBusy = busy;
  setInterval(look, EVERY);
  addEventListener("visibilitychange", look);
}

async function look() {
  const isOpen = () => root()?.querySelector("details[data-closes][open]");
  const mayNot = () => document.hidden || isBusy() || !root() || "saving" in root().dataset || isOpen();
  if (isLooking || mayNot()) {
    return;
  }
  isLooking = true;
  try {
    const answer = await fetch(root().dataset.head);
    const revision = answer.ok && !answer.redirected ? Number(await answer.json()) : 0;
    if (!mayNot() && revision > Number(root().dataset.revision)) {
      queue = queue.then(() => (mayNot() ? false : refresh()));
      if (await queue) {
        notice(words.foreign);
      }
    }
  } catch {
    // no connection: the next look may have one
  } finally {
    isLooking = false;
  }
}
