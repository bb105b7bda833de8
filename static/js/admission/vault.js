// What a desk keeps for the time without network: whom it may let in, encrypted, and what is not sent yet.
// The key is made here, cannot be read out, and goes with the list: in the night, with the session, or at sign-out.
import { completed, done, newKey, now, seal, unseal } from "../offline/device.js";
import { addresses } from "./page.js";

const STORE = "admission"; // of the page and its parts, which name nobody
const NAME = ["admission", addresses.edition, addresses.item].filter(Boolean).join(":"); // each door has its own list
let opening = null;

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("list");
    for (const name of ["queue", "conflicts"]) request.result.createObjectStore(name, { keyPath: "number", autoIncrement: true });
  };
  return done(request);
}

async function read(name, work) {
  opening ??= open();
  return done(work((await opening).transaction(name, "readonly").objectStore(name)));
}

// What is written stays, once this has an answer, even if the page is left at once.
async function write(name, work) {
  opening ??= open();
  const transaction = (await opening).transaction(name, "readwrite");
  const [answer] = await Promise.all([done(work(transaction.objectStore(name))), completed(transaction)]);
  return answer;
}

async function key() {
  const kept = await read("list", (rows) => rows.get("key"));
  if (kept) return kept;
  const fresh = await newKey();
  await write("list", (rows) => rows.put(fresh, "key"));
  return fresh;
}

// The list is kept as the server told it, with its ETag and the moment.
export async function keepList(text, tag) {
  const kept = { ...(await seal(await key(), text)), tag, asOf: now(), diesAt: Date.parse(JSON.parse(text).dies_at) };
  await write("list", (rows) => rows.put(kept, "sealed"));
  return kept;
}

// The kept list as { text, tag, asOf, diesAt }; null when there is none, or when its night has come.
export async function openList() {
  const kept = await read("list", (rows) => rows.get("sealed"));
  if (!kept) return null;
  if (now() >= kept.diesAt) {
    await forgetList();
    return null;
  }
  return { ...kept, text: await unseal(await key(), kept) };
}

// Neither list nor key is left; what is not sent yet stays: it holds numbers and times, no names.
export async function forgetList() {
  await write("list", (rows) => rows.clear());
}

export async function add(name, entry) {
  return write(name, (rows) => rows.add(entry));
}

export async function all(name) {
  return read(name, (rows) => rows.getAll());
}

export async function drop(name, number) {
  await write(name, (rows) => rows.delete(number));
}

// The page and everything that it consists of can be opened without network.
export async function keepPage() {
  if (!globalThis.caches || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register(addresses.worker, { scope: addresses.page });
  const parts = performance.getEntriesByType("resource").map((each) => each.name.split("#")[0]);
  const files = parts.filter((each) => new URL(each).pathname.startsWith("/static/") || each.endsWith(".css"));
  const wanted = new Set([...files, addresses.reader, addresses.reader.replace("reader/index.js", "share.js"), addresses.wasm]);
  const kept = await caches.open(STORE);
  const old = await kept.keys();
  const page = await fetch(`${addresses.page}?kept`, { redirect: "error" });
  if (!page.ok) return;
  await kept.put(addresses.page, page);
  await Promise.all([...wanted].map(async (each) => (await kept.match(each)) ?? kept.add(each)));
  const names = new Set([addresses.page, ...wanted].map((each) => new URL(each, location.href).href));
  const isOld = ({ url }) => !names.has(url) && !new URL(url).pathname.includes("/admission"); // pages of other doors stay
  await Promise.all(old.filter(isOld).map((each) => kept.delete(each)));
}
