// Opens the page of an item's notes without network, from what the page has put into the store. No card is in it.
const STORE = "notes";

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const isPage = request.mode === "navigate";
    const copy = await (await caches.open(STORE)).match(request, { ignoreSearch: isPage, ignoreVary: true });
    if (!copy) throw error;
    return copy;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
