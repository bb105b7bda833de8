// Keeps what a screen asked for last. The network comes first; what is kept answers when there is none, and says so.
const STORE = "screens";

async function answer(request) {
  const store = await caches.open(STORE);
  const fresh = await fetch(request).catch(() => null);
  if (fresh?.ok) await store.put(request, fresh.clone());
  if (fresh?.status === 404 || fresh?.status === 410) await store.delete(request); // it is not shown any more
  if (fresh && fresh.status < 500) return fresh;
  const copy = await store.match(request, { ignoreVary: true });
  if (!copy) return fresh ?? Response.error();
  const headers = new Headers(copy.headers);
  headers.set("X-Kept", "1");
  return new Response(copy.body, { headers });
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
