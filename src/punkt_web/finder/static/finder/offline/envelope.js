// The envelope of a pack, and why a pack is refused: docs/reference/pack.md tells every byte. Nothing is believed before
// its signature.

import { hex, idOf } from "./ids.js";

const N_SIGNATURE = 64;
const MOST_BYTES = 32 * 2 ** 20;
export const MOST_POINTS = 200_000;

/** A pack that is refused; `reason` is one of not-a-pack, newer, unknown-key, changed, damaged. */
export class UnreadablePack extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export const damaged = () => new UnreadablePack("damaged");

/**
 * The envelope of a pack that one of `keys` (raw public keys, 32 bytes each) signed. Where the browser is too old to
 * check a signature, `isChecked` is false, and who shows the pack has to say so.
 */
export async function openPack(bytes, keys) {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 36 + N_SIGNATURE || bytes.length > MOST_BYTES || head.getUint32(0) !== 0x504e4b54)
    throw new UnreadablePack("not-a-pack");
  if (bytes[4] !== 1) throw new UnreadablePack("newer");
  const signer = hex(bytes.subarray(16, 24));
  const key = await keyOf(signer, keys);
  if (!key) throw new UnreadablePack("unknown-key");
  const [isChecked, id] = await Promise.all([checkSignature(bytes, key), idOf(bytes)]);
  const nTerritory = bytes[7];
  const envelope = {
    isChecked,
    signer,
    kind: bytes[5],
    madeAt: new Date(head.getUint32(8, true) * 60_000),
    expiresAt: new Date(head.getUint32(12, true) * 60_000),
    base: hex(bytes.subarray(24, 32)),
    nPoints: head.getUint32(32, true),
    territory: new TextDecoder().decode(bytes.subarray(36, 36 + nTerritory)),
    id,
    sections: [],
  };
  if (envelope.nPoints > MOST_POINTS) throw damaged();
  let at = 36 + nTerritory;
  const end = bytes.length - N_SIGNATURE;
  for (let number = 1; number <= bytes[6]; number += 1) {
    if (at + 5 > end || bytes[at] !== number) throw damaged();
    const length = head.getUint32(at + 1, true);
    at += 5;
    if (at + length > end) throw damaged();
    envelope.sections.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== end) throw damaged();
  return envelope;
}

async function keyOf(signer, keys) {
  for (const key of keys) if ((await idOf(key)) === signer) return key;
  return null;
}

/** Whether the signature was checked: older browsers cannot. Throws where it does not hold. */
async function checkSignature(bytes, raw) {
  let key;
  try {
    key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return false;
  }
  const end = bytes.length - N_SIGNATURE;
  const holds = await crypto.subtle.verify({ name: "Ed25519" }, key, bytes.subarray(end), bytes.subarray(0, end));
  if (!holds) throw new UnreadablePack("changed");
  return true;
}
