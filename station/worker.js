// Keeps the page of a check-in station or of a booth for when the network is away. It stands between the network and that page alone: `badges.js`
// registers it for the page's own address, and puts into a cache what the page needs.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A network that does not answer within this time is none.
const PATIENCE = 4000;

const page = async (request) => {
  const kept = await caches.match(new URL(request.url).pathname);
  if (!kept) return fetch(request);
  const patience = new Promise((done) => setTimeout(() => done(kept.clone()), PATIENCE));
  const answer = fetch(request).then((response) => (response.status < 500 ? response : kept.clone()), () => kept.clone());
  return Promise.race([answer, patience]);
};

const file = async (request) => (await caches.match(request)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/assets/") || pathname === "/favicon.svg") event.respondWith(file(request));
});
