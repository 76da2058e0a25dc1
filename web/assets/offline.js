// One cache for each build, filled whole before it is used; nothing else is ever asked for.
const { digest, files } = self.meshwrightBuild;
const name = `meshwright-${digest}`;

self.addEventListener("install", (event) => {
  const requests = files.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const old = (key) => key.startsWith("meshwright-") && key !== name;
  event.waitUntil(
    caches.keys().then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key)))),
  );
});

// The page says so when it has loaded all it needs: what is kept then changes under nobody.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const scope = new URL(self.registration.scope);
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin) return;
  if (!url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length) || "index.html";
  if (!files.includes(path)) return;
  event.respondWith(
    caches
      .open(name)
      .then((cache) => cache.match(path, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(request)),
  );
});
