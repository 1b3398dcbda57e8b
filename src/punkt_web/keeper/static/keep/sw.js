// Keeps the pages of the console that were opened once, for when there is no network.
// The server puts in the version and the addresses of the scripts.

const VERSION = "{version}";
const SHELL_FILES = "{files}".split(" ");
const SHELL = `punkt-keep-${VERSION}`;
const PAGES = "punkt-keep-pages";
const PATIENCE_MS = 6_000;
const INSPECTIONS = "/keep/inspections/";

addEventListener("install", (event) => {
  // Past the browser's own cache, which may hold the scripts of before.
  const fresh = SHELL_FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(fresh)));
  skipWaiting();
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("punkt-keep-") && name !== SHELL && name !== PAGES;
  const dropOld = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(dropOld().then(() => clients.claim()).then(keepOpenPages));
});

/**
 * The first visit is over before there is a worker: what is open then is fetched once more, to be kept. What was kept
 * before is fetched too: new scripts want the pages of their time.
 */
async function keepOpenPages() {
  const open = await clients.matchAll({ type: "window" });
  const kept = await (await caches.open(PAGES)).keys();
  const pages = [...open, ...kept].map(({ url }) => new URL(url)).filter(({ pathname }) => isOfTheConsole(pathname));
  const addresses = [...new Set(pages.map(({ pathname }) => pathname))];
  await Promise.allSettled(addresses.map(async (path) => keepPage(path, await fetch(path, { redirect: "error" }))));
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (SHELL_FILES.includes(pathname)) event.respondWith(shellFile(request));
  else if (request.mode === "navigate" && isOfTheConsole(pathname)) event.respondWith(page(request));
});

const isConsole = (path) => path !== INSPECTIONS && /^\/keep\/[^/]+\/$/.test(path);
const isOfTheConsole = (path) => path === "/keep/" || /^\/keep\/[^/]+\/(?:[a-z-]+\/){0,2}$/.test(path);

async function shellFile(request) {
  return (await (await caches.open(SHELL)).match(request, { ignoreSearch: true })) ?? fetch(request);
}

const NOT_YOURS = [403, 404, 410];

/** A page with its parts: who lost a point lost them too. */
async function drop(cache, pathname) {
  const below = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(pathname));
  await Promise.all(below.map((request) => cache.delete(request)));
}

/** Keeps a page, or drops it where it is nobody's of this device any more. A disk that is full harms no answer. */
async function keepPage(url, response) {
  const { pathname } = new URL(url, location.origin);
  const copy = response.clone();
  try {
    const cache = await caches.open(PAGES);
    if (copy.ok) await cache.put(pathname, copy);
    else if (NOT_YOURS.includes(copy.status)) await drop(cache, pathname);
  } catch (error) {
    console.warn(error);
  }
  return response;
}

/** The page from the network; the one that is kept where there is none, where it is too slow, or the server is down. */
async function page(request) {
  const answer = fetch(request).then((response) => keepPage(request.url, response));
  const tooLate = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("no answer in time")));
  try {
    const response = await Promise.race([answer, tooLate]);
    if (response.status < 500) return response;
  } catch {
    // Said by the page that is kept.
  }
  return (await kept(new URL(request.url).pathname)) ?? answer;
}

/**
 * A page that was kept; instead of the list, which may lead on to the only point of a person, any console there is, else
 * the list of inspections.
 */
async function kept(path) {
  const cache = await caches.open(PAGES);
  const found = await cache.match(path);
  if (found || path !== "/keep/") return found;
  const first = (await cache.keys()).find(({ url }) => isConsole(new URL(url).pathname));
  return cache.match(first ?? INSPECTIONS);
}
