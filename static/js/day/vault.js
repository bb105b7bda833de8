// Somebody's own day, kept on this device because they asked for it: encrypted, until the night after the meeting.
import { done, newKey, now, seal, unseal, withRows } from "../offline/device.js";

const NAME = "day"; // of the database, of the store of pages, and of the note that says until when

export async function keepDay(text) {
  const known = await withRows(NAME, "readonly", (rows) => done(rows.get("key")));
  const key = known ?? (await newKey());
  const diesAt = Date.parse(JSON.parse(text).dies_at);
  const sealed = { ...(await seal(key, text)), asOf: now(), diesAt };
  await withRows(NAME, "readwrite", async (rows) => {
    rows.put(key, "key");
    await done(rows.put(sealed, "sealed"));
  });
  localStorage.setItem(NAME, diesAt);
}

// The day as { day, asOf }; null when nothing is kept, or when its night has come.
export async function openDay() {
  const [key, sealed] = await withRows(NAME, "readonly", (rows) => Promise.all([done(rows.get("key")), done(rows.get("sealed"))]));
  if (!key || !sealed) return null;
  if (now() >= sealed.diesAt) {
    await forgetDay();
    return null;
  }
  return { day: JSON.parse(await unseal(key, sealed)), asOf: sealed.asOf };
}

// Neither the day nor its key is left, nor the page that showed it.
export async function forgetDay() {
  localStorage.removeItem(NAME);
  await withRows(NAME, "readwrite", (rows) => done(rows.clear()));
  await caches.delete(NAME);
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    if (each.active?.scriptURL.endsWith("/day-worker.js")) await each.unregister();
  }
}

// The page that shows it and all its parts can be opened without network. They name nobody.
export async function keepPage({ page, worker, scope }) {
  const response = await fetch(page, { redirect: "error", cache: "no-store" });
  if (!response.ok) throw new Error("no page");
  const shown = new DOMParser().parseFromString(await response.clone().text(), "text/html");
  const parts = [...shown.querySelectorAll("link[href]:not([rel=canonical], [rel=alternate]), script[src]")];
  const names = parts.map((each) => each.getAttribute("href") ?? each.getAttribute("src"));
  const store = await caches.open(NAME);
  await store.addAll([...new Set([...names, ...shown.querySelector("[data-parts]").dataset.parts.split(" ")])]);
  await store.put(page, response);
  await navigator.serviceWorker.register(worker, { scope });
}
