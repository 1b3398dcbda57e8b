// How much goes at once. Many a proxy takes no more than a million bytes in one request, and a slow link less still.

import { hasPicture } from "./pictures.js";

const AT_ONCE = 50;
export const MOST_BYTES = 900_000;
const PATIENCE_MS = 20_000;
const SLOWEST_BYTES_PER_MS = 5; // 5 kB a second: what is slower is no link

const bytes = new TextEncoder();
export const sizeOf = (message) => bytes.encode(JSON.stringify(message)).length;

/** Of what waits, what goes next: words before pictures, the oldest first, one at least, and no more than `most` bytes. */
export function portionOf(waiting, most = MOST_BYTES) {
  const [first, ...others] = [...waiting].sort((one, other) => hasPicture(one) - hasPicture(other)).slice(0, AT_ONCE);
  if (!first) return [];
  const portion = [first];
  let size = sizeOf(first.message);
  for (const item of others) {
    size += sizeOf(item.message);
    if (size > most) break;
    portion.push(item);
  }
  return portion;
}

/** How long an answer to so much may take. */
export const patienceFor = (body) => PATIENCE_MS + body.length / SLOWEST_BYTES_PER_MS;
