// Keeps the app's own files, so that it opens without a connection. The API is none of its business: what is in the journal
// never passes through here. `build/worker.js` puts the names of the files in.

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);

/** @type {readonly string[]} */
const FILES = /* files */ [];
const PREFIX = "hearken-";
const CACHE = `${PREFIX}${/* version */ ""}`;
const PAGE = "/index.html";
/** What a version keeps beside its files once it runs. */
const BEGUN = "/begun";

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", ({ data }) => {
  if (data === "begin") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name) event.respondWith(answer(name, event.request));
});

/** All files or none: with one missing there is no new version. */
async function keep() {
  const known = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map((file) => keepFile(cache, file)));
  } catch (error) {
    if (!known) await caches.delete(CACHE);
    throw error;
  }
}

/** @param {Cache} cache @param {string} file */
async function keepFile(cache, file) {
  // The name of a built file changes with its content: one that is here is the same.
  const known = isBuilt(file) ? await caches.match(file) : undefined;
  const response = known ?? (await fetch(file, { cache: isBuilt(file) ? "default" : "no-cache" }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

/** Tabs with the version that ran before this one may still be open: its files stay until the next. */
async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const haveBegun = await Promise.all(others.map((name) => caches.match(BEGUN, { cacheName: name })));
  const before = others.findLast((_, nth) => haveBegun[nth]) ?? others.at(-1);
  // The next version may be on its way already.
  const { installing, waiting } = worker.registration;
  const gone = installing || waiting ? [] : others.filter((name) => name !== before);
  await Promise.all(gone.map((name) => caches.delete(name)));
  await (await caches.open(CACHE)).put(BEGUN, new Response());
}

/** The file that answers a request; nothing where the server has to. @param {Request} request */
function nameOf({ method, mode, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin || /^\/api(\/|$)/.test(pathname)) return undefined;
  if (mode === "navigate") return /\.[^/]*$/.test(pathname) ? undefined : PAGE;
  return FILES.includes(pathname) || isBuilt(pathname) ? pathname : undefined;
}

/** @param {string} name @param {Request} request */
async function answer(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? (await caches.match(name)) ?? fetch(request);
}

/** @param {string} file */
function isBuilt(file) {
  return file.startsWith("/assets/");
}
