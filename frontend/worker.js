// The service worker: Carnet opens without a network, and shows what its reader kept on this device.
//
// Files whose name carries a hash are kept once fetched. The page itself is asked for each time and
// kept for when nobody answers. Of GraphQL only those answers are kept that the program asks to keep
// (header `x-carnet-keep`; see api/kept.rs): given without a network, they say by `x-carnet-as-of`
// when they were read. Nothing else is kept.
const FILES = "carnet-files";
const KEPT = "carnet-kept"; // also deleted by api/kept.rs
const PAGE = "/";
const OWN_PAGES = /^\/($|(my|join|account|records|worklist|duplicates|sign-in|accessibility)(\/|$))/;
const HASHED = /-[0-9a-f]{16}[._]/;
const PLAIN = /^\/(catalogue\.tsv|icon-\d+\.png|manifest\.webmanifest)$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((files) => files.add(PAGE)));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The names of the files that the page had fetched before this worker stood between.
self.addEventListener("message", (event) => {
  const names = event.data.filter((name) => new URL(name).origin === self.location.origin && HASHED.test(name));
  event.waitUntil(
    caches.open(FILES).then(async (files) => {
      for (const name of names) if (!(await files.match(name))) await files.add(name).catch(() => {});
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && request.headers.has("x-carnet-keep")) event.respondWith(answer(request));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && OWN_PAGES.test(url.pathname)) event.respondWith(page(request));
  else if (HASHED.test(url.pathname)) event.respondWith(file(request));
  else if (PLAIN.test(url.pathname)) event.respondWith(file(request, true));
});

/** Keeps an answer. A disk that is full must not cost the reader what the server gave. */
function keep(store, key, response) {
  return store.put(key, response).catch(console.warn);
}

/** The page as the server gives it now, else as it was given last. A new one makes the old files useless. */
async function page(request) {
  const files = await caches.open(FILES);
  const before = await files.match(PAGE);
  try {
    const response = await fetch(request);
    if (!response.ok || response.redirected) return response;
    const [now, then] = await Promise.all([response.clone().text(), before?.text()]);
    if (now !== then) {
      for (const key of await files.keys()) await files.delete(key);
      // With the headers too: the Content Security Policy holds without a network as well.
      const headers = new Headers(response.headers);
      headers.delete("content-encoding");
      headers.delete("content-length");
      await keep(files, PAGE, new Response(now, { headers }));
    }
    return response;
  } catch (error) {
    return (await files.match(PAGE)) ?? Promise.reject(error);
  }
}

/** A file; one without a hash is asked for each time. */
async function file(request, isAskedFor = false) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept && !isAskedFor) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await keep(files, request, response.clone());
    return response;
  } catch (error) {
    return kept ?? Promise.reject(error);
  }
}

/** An answer, kept under the digest of its question; without a network the one that was kept. */
async function answer(request) {
  const question = await request.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", question));
  const key = `/kept/${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const store = await caches.open(KEPT);
  const response = await fetch(request).catch(() => undefined);
  if (response && !(502 <= response.status && response.status <= 504)) {
    const text = await response.clone().text();
    if (response.ok && !text.includes('"errors":')) {
      const headers = { "content-type": "application/json", "x-carnet-as-of": new Date().toISOString() };
      await keep(store, key, new Response(text, { headers }));
    } else await store.delete(key);
    return response;
  }
  return (await store.match(key)) ?? response ?? Response.error();
}
