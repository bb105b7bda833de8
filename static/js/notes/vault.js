// Cards that a note taker types lie on this device until a day after their item, encrypted, whether or not they are sent.
import { done, newKey, now, seal, unseal, withRows } from "../offline/device.js";

const KEY = "key";
export const PREFIX = "notes:"; // of the database of an item and who takes notes there, and of its mark: pages, and until when
export const STORE = "notes"; // of the pages and their parts, which hold no card

const keys = new Map();

async function makeKey(mark) {
  const fresh = await newKey();
  return withRows(PREFIX + mark.name, "readwrite", async (rows) => {
    const known = await done(rows.get(KEY));
    if (!known) await done(rows.put(fresh, KEY));
    return known ?? fresh;
  });
}

function keyOf(mark) {
  if (!keys.has(mark.name)) keys.set(mark.name, makeKey(mark));
  return keys.get(mark.name);
}

export const isOver = (mark) => now() >= mark.diesAt;

// The items of which something lies here.
export function marks() {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => JSON.parse(localStorage.getItem(name)));
}

// The card lies here as it is now; once its item is over for a day, nothing does.
export async function keep(mark, card) {
  if (isOver(mark)) throw new Error("over");
  localStorage.setItem(PREFIX + mark.name, JSON.stringify(mark));
  const sealed = await seal(await keyOf(mark), JSON.stringify(card));
  await withRows(PREFIX + mark.name, "readwrite", (rows) => done(rows.put(sealed, card.uuid)));
}

export async function drop(mark, uuid) {
  await withRows(PREFIX + mark.name, "readwrite", (rows) => done(rows.delete(uuid)));
}

// The cards of the item, the oldest first.
export async function cards(mark) {
  if (!localStorage.getItem(PREFIX + mark.name)) return [];
  if (isOver(mark)) {
    await forget(mark);
    return [];
  }
  const key = await keyOf(mark);
  const names = await withRows(PREFIX + mark.name, "readonly", (rows) => done(rows.getAllKeys()));
  const sealed = await withRows(PREFIX + mark.name, "readonly", (rows) => done(rows.getAll()));
  const rows = sealed.filter((_row, number) => names[number] !== KEY);
  const texts = await Promise.all(rows.map((row) => unseal(key, row)));
  return texts.map((text) => JSON.parse(text)).sort((one, other) => one.begunAt - other.begunAt);
}

// Neither cards nor key nor page of the item are left.
export async function forget(mark) {
  keys.delete(mark.name);
  localStorage.removeItem(PREFIX + mark.name);
  indexedDB.deleteDatabase(PREFIX + mark.name);
  await (await caches.open(STORE)).delete(mark.page, { ignoreVary: true });
}

// The page of the item and everything that it consists of can be opened without network.
export async function keepPage(mark, { worker, scope }) {
  if (isOver(mark)) return;
  await navigator.serviceWorker.register(worker, { scope });
  const page = await fetch(`${mark.page}?kept`, { redirect: "error", cache: "no-store" });
  if (!page.ok) return;
  const store = await caches.open(STORE);
  const parts = performance.getEntriesByType("resource").map((each) => each.name.split("#")[0]);
  const files = new Set(parts.filter((each) => new URL(each).pathname.startsWith("/static/") || each.endsWith(".css")));
  localStorage.setItem(PREFIX + mark.name, JSON.stringify(mark));
  await store.put(mark.page, page);
  await Promise.all([...files].map(async (each) => (await store.match(each)) ?? store.add(each)));
  const pages = new Set(marks().map((each) => each.page));
  const isOld = ({ url }) => !files.has(url) && !pages.has(new URL(url).pathname);
  await Promise.all((await store.keys()).filter(isOld).map((each) => store.delete(each)));
}
