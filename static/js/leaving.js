// What the desk at the door keeps on this device for the time without network (admission/vault.js) goes with the session of
// whoever signs out, and in the night from every page of the team and from the one where they sign in.
const LOOK_AGAIN_MS = 60_000;
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function clear(name, isOver) {
  const database = await done(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("list")) return;
    const list = () => database.transaction("list", "readwrite").objectStore("list");
    if (isOver(await done(list().get("sealed")))) await done(list().clear());
  } finally {
    database.close();
  }
}

// What is not sent yet stays.
async function clearLists(isOver) {
  const kept = (await globalThis.indexedDB?.databases?.()) ?? [];
  await Promise.all(kept.filter((each) => each.name.startsWith("admission:")).map((each) => clear(each.name, isOver)));
}

function expire() {
  const now = Date.now() + Number(document.documentElement.dataset.clockAheadSeconds ?? 0) * 1000;
  return clearLists((sealed) => sealed && now >= sealed.diesAt).catch(() => null);
}

async function forget() {
  await globalThis.caches?.delete("admission");
  await clearLists(() => true);
}

for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forget().catch(() => null).then(() => form.submit());
  });
}

if (document.documentElement.classList.contains("manage")) {
  expire();
  setInterval(expire, LOOK_AGAIN_MS);
}
