// Where there is no network, every page below "my" is the one that shows the day kept on this device.
const STORE = "day";

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const store = await caches.open(STORE);
    const isPage = request.mode === "navigate";
    const copy = await store.match(isPage ? new URL("copy", self.registration.scope) : request, { ignoreVary: true });
    if (!copy) throw error;
    return copy;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && !event.request.url.endsWith(".json")) event.respondWith(answer(event.request));
});
