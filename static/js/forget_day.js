// What somebody has kept of their own day goes with the first page of this site that is opened after its night, or that says
// that it is over: the session on this device is ended, the place given up, the data erased. Until then the page without a
// session leads to it. See js/day/vault.js.
const ahead = Number(document.documentElement.dataset.clockAheadSeconds ?? 0) * 1000;
let diesAt = 0;
try {
  diesAt = Number(localStorage.getItem("day"));
} catch {
  // not allowed to look: then nothing is kept
}
if (diesAt && (Date.now() + ahead >= diesAt || document.querySelector("[data-forget-day]"))) {
  localStorage.removeItem("day");
  indexedDB.deleteDatabase("day");
  caches.delete("day");
  navigator.serviceWorker.getRegistrations().then((workers) => {
    for (const each of workers) if (each.active?.scriptURL.endsWith("/day-worker.js")) each.unregister();
  });
} else if (diesAt) {
  for (const each of document.querySelectorAll("[data-copy-link]")) each.hidden = false;
}
