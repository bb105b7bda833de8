// What lies on this device for the time without network: the clock by which it goes, what its database answers, and its
// text, encrypted with a key that is made here and cannot be read out.
const SIZE_OF_IV = 12;
const ALGORITHM = "AES-GCM";
const ROWS = "rows";
const ahead = Number(document.documentElement.dataset.clockAheadSeconds ?? 0) * 1000;

export const now = () => Date.now() + ahead;

export const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Once what a transaction wrote stays, whatever happens to this page.
export const completed = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve;
  transaction.onabort = () => reject(transaction.error);
});

// What is done with the rows of that database, for good, on a connection that is in nobody's way afterwards.
export async function withRows(name, mode, work) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(ROWS);
  const database = await done(request);
  try {
    const transaction = database.transaction(ROWS, mode);
    const end = completed(transaction);
    const answer = await work(transaction.objectStore(ROWS));
    await end;
    return answer;
  } finally {
    database.close();
  }
}

export const newKey = () => crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);

export async function seal(key, text) {
  const iv = crypto.getRandomValues(new Uint8Array(SIZE_OF_IV));
  return { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, new TextEncoder().encode(text)) };
}

export async function unseal(key, { iv, data }) {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, data));
}
