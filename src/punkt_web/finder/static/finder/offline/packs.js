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

/** The packs that a file holds, and what reads its places; null where it holds none. */
export function packsInFile() {
  const content = (id) => bytesOf(document.getElementById(id).textContent);
  if (!document.getElementById("static-pack")) return null;
  return [content("static-pack"), content("live-pack"), () => unpackedTexts(content("places"))];
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
  const places = () => parts.places.clone().json();
  return [await bytes(parts.static), await bytes(parts.live), places, parts.changes ? await bytes(parts.changes) : null];
}

/** The points of the packs, and what was said of them. */
export async function readPacks([staticBytes, liveBytes, places, changesBytes], keys) {
  const [envelope, live] = await Promise.all([staticBytes, liveBytes].map((bytes) => openPack(bytes, keys)));
  const { points, services, about } = await readStatic(envelope);
  const isOfThis = live.base === envelope.id && live.nPoints === envelope.nPoints;
  if (!isOfThis) throw new UnreadablePack("damaged");
  const packs = { envelope, points, about, live, words: readLive(live, services), places };
  return changesBytes ? changed(packs, changesBytes, services, keys) : packs;
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
