// How a browser keeps packs: each part under a name made of its content, and one small record that says which parts
// belong together. What is written beside a set does not touch it; the record switches over to the new set at once.
// Read by the page, and by the service worker, before whose script the server puts this.

const CACHE = "punkt-packs";
const RECORD = "/packs/kept";

export const openKept = () => caches.open(CACHE);

const addressOf = (id) => `${RECORD}/${id}`;

/**
 * `{code, parts, lagMs}`: whose packs are kept, the id of each part, and how far the clock of the device was behind the
 * server when they came; undefined where none are.
 */
export const recordIn = async (cache) => (await cache.match(RECORD))?.json();

/** The parts that a record names; null where one is missing. */
export async function partsIn(cache, record) {
  const found = {};
  for (const [part, id] of Object.entries(record?.parts ?? {})) found[part] = await cache.match(addressOf(id));
  const isWhole = ["static", "live", "places"].every((part) => found[part]) && Object.values(found).every(Boolean);
  return isWhole ? found : null;
}

/** Keeps a set instead of another: `fresh` has the bytes of its parts that are not kept yet, by their ids. */
export async function keepSet(cache, record, fresh) {
  try {
    for (const [id, bytes] of fresh) await cache.put(addressOf(id), new Response(bytes));
    await cache.put(RECORD, new Response(JSON.stringify(record)));
  } finally {
    await dropOthers(cache);
  }
}

/** Keeps nothing any more. */
export async function dropSet(cache) {
  await cache.delete(RECORD);
  await dropOthers(cache);
}

/** Drops what belongs to no set, or to one that is no longer kept. */
async function dropOthers(cache) {
  const ids = Object.values((await recordIn(cache))?.parts ?? {});
  const stays = [RECORD, ...ids.map(addressOf)];
  for (const { url } of await cache.keys()) if (!stays.includes(new URL(url).pathname)) await cache.delete(url);
}
