// The texts of a pack: JSON, compressed with deflate, read with a limit.

import { damaged, MOST_POINTS } from "./envelope.js";

const MOST_TEXT_BYTES = 64 * 2 ** 20;
const MOST_PARTS = 16 * MOST_POINTS;
const PIECE_BYTES = 32 * 2 ** 10;
const PARTS = ["{", "[", ","];

/** What a JSON says that was compressed with deflate. */
export async function unpackedTexts(section) {
  const stream = inPieces(section).pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let nBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      nBytes += value.length;
      if (nBytes > MOST_TEXT_BYTES) throw damaged();
      text += decoder.decode(value, { stream: true });
    }
    text += decoder.decode();
    if (hasTooManyParts(text)) throw damaged();
    return JSON.parse(text);
  } catch {
    throw damaged();
  }
}

/** A section piece by piece, so that none unpacks to more than can be held before it is counted. */
function inPieces(section) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(section.subarray(at, at + PIECE_BYTES));
      at += PIECE_BYTES;
      if (at >= section.length) controller.close();
    },
  });
}

/** Whether a text would fill the memory once it is read. Most are shorter than that many signs, and need no count. */
function hasTooManyParts(text) {
  if (text.length <= MOST_PARTS) return false;
  let n = 0;
  for (const part of PARTS)
    for (let at = text.indexOf(part); at >= 0 && n <= MOST_PARTS; at = text.indexOf(part, at + 1)) n += 1;
  return n > MOST_PARTS;
}

export const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of texts, of `n` where their number is known. */
export function textsAt(texts, key, n) {
  const found = isTable(texts) ? texts[key] : null;
  const isFitting = Array.isArray(found) && found.every((one) => typeof one === "string");
  if (!isFitting || (n !== undefined && found.length !== n)) throw damaged();
  return found;
}
