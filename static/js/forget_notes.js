// What lies on this device of a note taker's cards goes a day after their item, with whatever page of this site is open then.
// See js/notes/vault.js.
const PREFIX = "notes:";
const LOOK_AGAIN_MS = 60_000;
const ahead = Number(document.documentElement.dataset.clockAheadSeconds ?? 0) * 1000;

function marks() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => [name, JSON.parse(localStorage.getItem(name))]);
  } catch {
    return []; // not allowed to look: then nothing is kept
  }
}

function forgetOverdue() {
  for (const [name, mark] of marks()) {
    if (Date.now() + ahead < mark.diesAt) continue;
    localStorage.removeItem(name);
    indexedDB.deleteDatabase(name);
    caches.open("notes").then((store) => store.delete(mark.page, { ignoreVary: true }));
  }
  if (marks().length) return;
  caches.delete("notes");
  navigator.serviceWorker.getRegistrations().then((workers) => {
    for (const each of workers) if (each.active?.scriptURL.endsWith("/notes-worker.js")) each.unregister();
  });
}

if (marks().length) {
  forgetOverdue();
  const timer = setInterval(() => (marks().length ? forgetOverdue() : clearInterval(timer)), LOOK_AGAIN_MS);
}
