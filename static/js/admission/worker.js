// Opens the desk's page and its parts without network, from what the page has put into the store. Nothing here names anybody.
const STORE = "admission";

async function answer(request) {
  const isPage = request.mode === "navigate";
  try {
    return await fetch(request);
  } catch (error) {
    const isDesk = isPage && /\/admission(\/items\/[^/]+)?$/.test(new URL(request.url).pathname);
    const copy = isPage && !isDesk ? null : await (await caches.open(STORE)).match(request, { ignoreSearch: isPage, ignoreVary: true });
    if (!copy) throw error;
    return copy;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && !event.request.url.endsWith(".json")) event.respondWith(answer(event.request));
});
