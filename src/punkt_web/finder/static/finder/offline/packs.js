// The packs that a page has: inside its file, or kept by the browser.

import { openPack, UnreadablePack } from "./envelope.js";
import { openKept, partsIn, recordIn } from "./kept.js";
import { readLive, withChanges } from "./live.js";
import { readStatic } from "./static.js";
import { unpackedTexts } from "./texts.js";

export function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** The packs that a file holds, and `places`, which reads its names of places; null where it holds none. */
export function packsInFile() {
  const content = (id) => bytesOf(document.getElementById(id).textContent);
  if (!document.getElementById("static-pack")) return null;
  const places = () => unpackedTexts(content("places"));
  return { staticBytes: content("static-pack"), liveBytes: content("live-pack"), places };
}

/** The packs that the service worker left in the browser; null where it keeps none, or not all of one set. */
export async function keptPacks() {
  const cache = await openKept();
  const record = await recordIn(cache);
  const parts = await partsIn(cache, record);
  if (!parts) {
    // The set may have been replaced between two looks.
    const now = await recordIn(cache);
    return JSON.stringify(now) === JSON.stringify(record) ? null : keptPacks();
  }
  const bytes = async (response) => new Uint8Array(await response.arrayBuffer());
  return {
    staticBytes: await bytes(parts.static),
    liveBytes: await bytes(parts.live),
    changesBytes: parts.changes ? await bytes(parts.changes) : null,
    places: () => parts.places.clone().json(),
    lagMs: record.lagMs,
  };
}

/**
 * The points of the packs, and what was said of them. `lagMs` is how far the clock of this device was seen behind: words
 * cannot be newer than the moment in which they came.
 */
export async function readPacks({ staticBytes, liveBytes, changesBytes, places, lagMs = 0 }, keys) {
  const [envelope, live] = await Promise.all([staticBytes, liveBytes].map((bytes) => openPack(bytes, keys)));
  const { points, services, about } = await readStatic(envelope);
  const isOfThis = live.base === envelope.id && live.nPoints === envelope.nPoints;
  if (!isOfThis) throw new UnreadablePack("damaged");
  const whole = { envelope, points, about, live, words: readLive(live, services), places };
  const packs = changesBytes ? await changed(whole, changesBytes, services, keys) : whole;
  return { ...packs, lagMs: Math.max(lagMs, packs.live.madeAt - Date.now()) };
}

/** The packs with what was said since; as they are where the changes belong to others, as while new ones come in. */
async function changed(packs, bytes, services, keys) {
  try {
    const changes = await openPack(bytes, keys);
    return { ...packs, live: changes, words: withChanges(packs.words, packs.live, changes, services) };
  } catch {
    return packs;
  }
}
