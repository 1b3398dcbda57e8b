// Keeps the finder for when there is no network: the page that needs none, and the packs of one territory.
// The server puts in the version and the addresses of what the page consists of.

const VERSION = "{version}";
const SHELL_FILES = "{files}".split(" ");
const OFFLINE = "/offline";
const SHELL = `punkt-shell-${VERSION}`;
const PACKS = "punkt-packs";
const KEPT = "/packs/kept";
const WHOLE = "all";
const ENDS = [".punkt", ".live.punkt", ".places.json"];
const CHANGES = ".changes.punkt";
const PATIENCE_MS = 8_000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([OFFLINE, ...SHELL_FILES])));
  skipWaiting();
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("punkt-shell-") && name !== SHELL;
  const dropOld = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(dropOld().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (SHELL_FILES.includes(pathname)) event.respondWith(shellFile(request));
  else if (request.mode === "navigate" && isOfTheFinder(pathname)) event.respondWith(page(request));
});

const isOfTheFinder = (path) => path === "/" || path === OFFLINE || path.startsWith("/p/");

async function shellFile(request) {
  return (await (await caches.open(SHELL)).match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** The page from the network; the kept one where there is none, where it is too slow, or where the server is down. */
async function page(request) {
  const answer = fetch(request);
  const tooLate = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("no answer in time")));
  try {
    const response = await Promise.race([answer, tooLate]);
    if (response.status < 500) return response;
  } catch {
    // Said by the page that is kept.
  }
  return (await (await caches.open(SHELL)).match(OFFLINE)) ?? answer;
}

let working = Promise.resolve();

addEventListener("message", (event) => {
  if (typeof event.data?.keep !== "string") return;
  const told = async () => event.source?.postMessage({ kept: await keep(event.data.keep) });
  working = working.then(told).catch(() => {});
  event.waitUntil(working);
});

/**
 * Keeps the packs of a territory, instead of those of another; the whole network stays kept. An empty code brings up
 * to date what is kept: by the changes since, where the server has them, else by what was said of all doors; the
 * larger part is asked for only where it changed. Nothing is replaced before all is there.
 */
async function keep(code) {
  const cache = await caches.open(PACKS);
  const before = (await (await cache.match(KEPT))?.json())?.code;
  const wanted = before === WHOLE ? WHOLE : code || before;
  if (!wanted) return "";
  const paths = [...ENDS, CHANGES].map((end) => `/packs/${wanted}${end}`);
  const fresh = (before === wanted && (await changesSince(cache, paths))) || (await wholePacks(cache, paths));
  for (const [path, response] of fresh) await cache.put(path, response);
  await cache.put(KEPT, new Response(JSON.stringify({ code: wanted })));
  const stays = [KEPT, ...paths.filter((path) => path !== paths[3] || fresh.has(path))];
  for (const { url } of await cache.keys()) if (!stays.includes(new URL(url).pathname)) await cache.delete(url);
  return wanted;
}

/** What was said since the live pack that is kept; null where that cannot be had. */
async function changesSince(cache, [, livePath, , changesPath]) {
  const live = await cache.match(livePath);
  if (!live) return null;
  const [base, { of, madeMin }] = await Promise.all([idOf(live.clone()), aboutLive(live.clone())]);
  const response = await fetch(`${changesPath}?${new URLSearchParams({ base, static: of, since: madeMin })}`);
  return response.status === 200 ? new Map([[changesPath, response]]) : null;
}

async function wholePacks(cache, [staticPath, livePath, placesPath]) {
  const live = await got(livePath);
  const known = await cache.match(staticPath);
  const fresh = new Map([[livePath, live]]);
  if (!known || (await idOf(known.clone())) !== (await aboutLive(live.clone())).of) {
    fresh.set(staticPath, await got(staticPath));
    fresh.set(placesPath, await got(placesPath));
  }
  return fresh;
}

async function got(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer());
// docs/reference/pack.md: a pack is called by eight bytes of its hash, and a live one names its static one so.
const idOf = async (pack) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await bytesOf(pack))).slice(0, 8));
const aboutLive = async (pack) => {
  const bytes = await bytesOf(pack);
  return { of: hex(bytes.slice(24, 32)), madeMin: new DataView(bytes.buffer).getUint32(8, true) };
};
