// Keeps the finder for when there is no network: the page that needs none, and the packs of one territory.
// The server puts in the version and the addresses of what the page consists of, and ids.js and kept.js before all.

const VERSION = "{version}";
const SHELL_FILES = "{files}".split(" ");
const OFFLINE = "/offline";
const SHELL = `punkt-shell-${VERSION}`;
const WHOLE = "all";
const PATIENCE_MS = 8_000;
const MINUTE_MS = 60_000;
const GONE = 410;

let working = Promise.resolve();

addEventListener("install", (event) => {
  // Past the HTTP cache: what it holds of an older version would be kept under this one for good.
  const files = [OFFLINE, ...SHELL_FILES].map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(files)));
  skipWaiting();
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("punkt-shell-") && name !== SHELL;
  const dropOld = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(dropOld().then(() => clients.claim()));
  working = working.then(makeWhole).catch(() => {});
  event.waitUntil(working);
});

/** Fetches anew what a worker of another kind left in a way that this one does not read. */
async function makeWhole() {
  const cache = await openKept();
  const record = await recordIn(cache);
  if (record && !(await partsIn(cache, record))) await keep("");
}

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

addEventListener("message", (event) => {
  if (typeof event.data?.keep !== "string") return;
  const told = async () => event.source?.postMessage({ kept: await keep(event.data.keep) });
  working = working.then(told).catch(() => {});
  event.waitUntil(working);
});

/**
 * Keeps the packs of a territory, instead of those of another; the whole network stays kept. An empty code brings up
 * to date what is kept. What the server gives out no longer is kept no longer; where it only fails, what is kept stays.
 * Gives whose packs are kept then, "" for none.
 */
async function keep(code) {
  const cache = await openKept();
  const record = await recordIn(cache);
  const wanted = record?.code === WHOLE ? WHOLE : code || record?.code;
  if (!wanted) return "";
  try {
    await bringUpToDate(cache, wanted, record?.code === wanted ? record : null);
    return wanted;
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    if (record?.code === wanted) await dropSet(cache);
    return (await recordIn(cache))?.code ?? "";
  }
}

/** The server gives out no packs of that territory any more. */
class Gone extends Error {}

/**
 * By the changes since, where the server has them, else by what was said of all doors; the larger part is asked for
 * only where it changed. Nothing is written before all is read to its end.
 */
async function bringUpToDate(cache, code, record) {
  const parts = record && (await partsIn(cache, record));
  const fresh = new Map();
  const take = async (bytes) => {
    const id = await idOf(bytes);
    fresh.set(id, bytes);
    return id;
  };
  const changes = parts && (await changesSince(parts.live, record.parts.live, code));
  const ids = changes
    ? { ...record.parts, changes: await take(changes) }
    : await wholePacks(parts && record.parts, code, take);
  const { madeMin } = aboutLive(fresh.get(ids.changes ?? ids.live));
  const lagMs = Math.max(madeMin * MINUTE_MS - Date.now(), 0);
  await keepSet(cache, { code, parts: ids, lagMs }, fresh);
}

/** What was said since the live pack that is kept; null where that cannot be had. */
async function changesSince(livePack, base, code) {
  const { of, madeMin } = aboutLive(await bytesOf(livePack));
  const since = new URLSearchParams({ base, static: of, since: madeMin });
  const response = await fetch(`/packs/${code}.changes.punkt?${since}`);
  if (response.status !== 200) return null;
  const changes = await bytesOf(response);
  return isPack(changes) ? changes : null;
}

/**
 * The ids of the parts of a new set, of which `take` keeps the bytes; what is kept and still fits stays. The register
 * may change between two answers: parts that do not belong together are asked for again.
 */
async function wholePacks(kept, code, take, attempts = 3) {
  const livePack = await got(`/packs/${code}.live.punkt`, isPack);
  const { of } = aboutLive(livePack);
  const live = await take(livePack);
  if (kept?.static === of) return { static: of, live, places: kept.places };
  const staticId = await take(await got(`/packs/${code}.punkt`, isPack));
  if (staticId === of) return { static: of, live, places: await take(await got(`/packs/${code}.places.json`, isJson)) };
  if (attempts > 1) return wholePacks(kept, code, take, attempts - 1);
  throw new Error(`${code}: the parts do not belong together`);
}

/** The whole body: what breaks off on the way throws here, and so does a page that somebody else gave instead. */
async function got(path, isRight) {
  const response = await fetch(path);
  if (response.status === GONE) throw new Gone(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const bytes = await bytesOf(response);
  if (!isRight(bytes)) throw new Error(`${path}: this is something else`);
  return bytes;
}

/** Whether bytes begin as a pack does. The page looks closer, but what is kept must not be lost for the page of a proxy. */
const isPack = (bytes) => bytes.length > 100 && new DataView(bytes.buffer).getUint32(0) === 0x504e4b54;

function isJson(bytes) {
  try {
    return Array.isArray(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return false;
  }
}

const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer());
// docs/reference/pack.md: the envelope of a live pack names its static one.
const aboutLive = (bytes) => ({
  of: hex(bytes.slice(24, 32)),
  madeMin: new DataView(bytes.buffer).getUint32(8, true),
});
