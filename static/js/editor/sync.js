// Sending what was moved, and taking in what others moved. The answer is the page itself: its #editor replaces this one.
import { board, link, ready, root, say, words } from "./page.js";

const EVERY = 4_000;
let queue = Promise.resolve();
let isBusy = () => false;

// Sends the moves after those that are still on their way; true when they are stored.
export function send(moves, day, focus) {
  queue = queue.then(() => post(moves, day, focus));
  return queue;
}

async function post(moves, day, focus) {
  const form = document.querySelector("#place");
  const body = new URLSearchParams(new FormData(form));
  body.set("day", day);
  for (const move of moves) {
    body.append("move", move());
  }
  root().dataset.saving = "";
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status === 409) {
      collide(page);
      await refresh();
      return false;
    }
    if (!page.querySelector("#editor")) {
      alert(words.signed_out);
      location.assign(answer.url);
      return false;
    }
    take(page, focus);
    if (new URL(location.href).searchParams.get("day") !== day) {
      history.replaceState(null, "", `?day=${day}`);
    }
    tell(page);
    return answer.ok && !page.querySelector("[data-error-summary]");
  } catch {
    delete root().dataset.saving;
    notice(words.failed);
    return false;
  }
}

// The page's editor stands here in place of the present one; nothing scrolls, and the focus stays with its item.
function take(page, focus) {
  const held = focus ?? document.activeElement?.closest?.("[data-item]")?.dataset.item;
  const kept = ["[data-board]", "[data-tray]", ".editor__side"].map((name) => {
    const element = root().querySelector(name);
    return [name, element?.scrollTop ?? 0, element?.scrollLeft ?? 0];
  });
  const size = root().querySelector("[name=scale]:checked")?.value;
  const still = [...root().querySelectorAll("[data-chosen]")].map((each) => each.id);
  const fresh = document.adoptNode(page.querySelector("#editor"));
  document.querySelector("#editor").replaceWith(fresh);
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
  link(held)?.focus({ preventScroll: held !== focus });
}

function tell(page) {
  const text = [...page.querySelectorAll(".flashes, [data-error-summary]")].map((each) => each.textContent.trim().replace(/\s+/g, " ")).join(" ");
  notice(text);
}

// A line that is seen and heard, and goes by itself.
function notice(text) {
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
function collide(page) {
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
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

async function refresh() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector("#editor")) {
    take(page);
  }
}

// Every few seconds, while somebody looks and has nothing in hand: has anybody changed the draft?
export function watch(busy) {
  isBusy = busy;
  setInterval(look, EVERY);
  addEventListener("visibilitychange", look);
}

async function look() {
  if (document.hidden || isBusy() || !root() || "saving" in root().dataset) {
    return;
  }
  try {
    const answer = await fetch(root().dataset.head);
    const revision = answer.ok && !answer.redirected ? String(await answer.json()) : null;
    if (revision !== null && revision !== root().dataset.revision && !isBusy()) {
      await refresh();
      notice(words.foreign);
    }
  } catch {
    // no connection: the next look may have one
  }
}
