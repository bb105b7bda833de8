// Whoever signs out leaves no list of people on this device: what the desk at the door keeps goes with the session.
async function forget() {
  await globalThis.caches?.delete("admission");
  const kept = (await globalThis.indexedDB?.databases?.()) ?? [];
  await Promise.all(kept.filter((each) => each.name.startsWith("admission:")).map((each) => clear(each.name)));
}

function clear(name) {
  return new Promise((done) => {
    const request = indexedDB.open(name);
    request.onerror = done;
    request.onsuccess = () => {
      const database = request.result;
      if (!database.objectStoreNames.contains("list")) return done();
      const change = database.transaction("list", "readwrite");
      change.objectStore("list").clear();
      change.oncomplete = change.onerror = () => done(database.close());
    };
  });
}

for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forget().catch(() => null).then(() => form.submit());
  });
}
