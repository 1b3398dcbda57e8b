// The range coder of packs and what is built of its decisions: docs/reference/pack.md.

import { damaged } from "./envelope.js";

const TOP = 2 ** 24;
const MOST_BEHIND_THE_END = 4096;
const STEPS = Uint16Array.from({ length: 256 }, (_, n) => Math.floor(65536 / (n + 1.6)));

const bitLength = (number) => 32 - Math.clz32(number);

class Chances {
  constructor(size) {
    this.p = new Uint32Array(size).fill(32768);
    this.seen = new Uint8Array(size);
  }
}

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 0;
    this.range = 4294967295;
    this.code = 0;
    for (let i = 0; i < 4; i += 1) this.code = this.code * 256 + this.next();
  }

  next() {
    const place = this.place;
    this.place += 1;
    if (place < this.bytes.length) return this.bytes[place];
    if (place >= this.bytes.length + MOST_BEHIND_THE_END) throw damaged();
    return 0;
  }

  /** A learned decision. A chance stays under 2^16, so a sixteenth of it never passes 4095 and needs no upper limit. */
  bit(chances, index) {
    const { p, seen } = chances;
    const chance = p[index];
    const n = seen[index];
    const bound = (this.range >>> 12) * Math.max(chance >>> 4, 1);
    const bit = this.code < bound ? 1 : 0;
    if (bit) {
      this.range = bound;
      p[index] = chance + (((65536 - chance) * STEPS[n]) >>> 16);
    } else {
      this.code -= bound;
      this.range -= bound;
      p[index] = chance - ((chance * STEPS[n]) >>> 16);
    }
    if (n < 255) seen[index] = n + 1;
    while (this.range < TOP) {
      this.range *= 256;
      this.code = (this.code * 256 + this.next()) >>> 0;
    }
    return bit;
  }

  plain(nBits) {
    let { range, code } = this;
    let value = 0;
    for (let i = 0; i < nBits; i += 1) {
      range >>>= 1;
      if (code < range) value = value * 2 + 1;
      else {
        code -= range;
        value *= 2;
      }
      while (range < TOP) {
        range *= 256;
        code = (code * 256 + this.next()) >>> 0;
      }
    }
    this.range = range;
    this.code = code;
    return value;
  }
}

export class Word {
  constructor(size, nContexts = 1) {
    this.size = size;
    this.nBits = bitLength(Math.max(size - 1, 0));
    this.chances = new Chances(nContexts * 2 ** this.nBits);
  }

  /** `reader.bit` for each bit, written out: nine tenths of a pack are words, and old phones read them too. */
  read(reader, context = 0) {
    const { p, seen } = this.chances;
    const end = 1 << this.nBits;
    const base = context * end;
    let { range, code } = reader;
    let node = 1;
    while (node < end) {
      const index = base + node;
      const chance = p[index];
      const n = seen[index];
      const bound = (range >>> 12) * Math.max(chance >>> 4, 1);
      if (code < bound) {
        range = bound;
        p[index] = chance + (((65536 - chance) * STEPS[n]) >>> 16);
        node = node * 2 + 1;
      } else {
        code -= bound;
        range -= bound;
        p[index] = chance - ((chance * STEPS[n]) >>> 16);
        node *= 2;
      }
      if (n < 255) seen[index] = n + 1;
      while (range < TOP) {
        range *= 256;
        code = (code * 256 + reader.next()) >>> 0;
      }
    }
    reader.range = range;
    reader.code = code;
    return within(node - end, this.size);
  }
}

export class Count {
  constructor() {
    this.length = new Word(33);
    this.highest = new Chances(33 * 8);
  }

  read(reader) {
    const length = this.length.read(reader);
    let made = 1;
    let left = length;
    while (left && made < 8) {
      left -= 1;
      made = made * 2 + reader.bit(this.highest, length * 8 + made);
    }
    return made * 2 ** left + reader.plain(left) - 1;
  }
}

/** Places that lie in boxes: each box is halved until it holds one or has no more bits. */
class Boxes {
  constructor(reader, nBits) {
    this.reader = reader;
    this.aloneChances = new Chances(nBits + 1);
    this.isNone = new Chances((nBits + 1) * 32);
    this.isAll = new Chances((nBits + 1) * 32);
    this.few = new Chances(16 * 32);
    this.many = new Chances(32 * 16);
  }

  /** Where in a box of so many bits its only place is. */
  alone(bits) {
    let offset = 0;
    for (let place = bits - 1; place >= 0; place -= 1) offset = offset * 2 + this.reader.bit(this.aloneChances, place);
    return offset;
  }

  /** How many of the places of a box lie in its lower half. */
  nLow(bits, n) {
    const { reader } = this;
    const size = bits * 32 + bitLength(n);
    if (reader.bit(this.isNone, size)) return 0;
    if (reader.bit(this.isAll, size)) return n;
    const countBits = bitLength(n - 2);
    const isFew = n <= 17;
    const nTold = isFew ? countBits : 4;
    const told = this.told(isFew ? this.few : this.many, isFew ? (n - 2) * 32 : countBits * 16, nTold);
    const left = countBits - nTold;
    return within(told * 2 ** left + reader.plain(left), n - 1) + 1;
  }

  told(chances, base, nBits) {
    let node = 1;
    for (let i = 0; i < nBits; i += 1) node = node * 2 + this.reader.bit(chances, base + node);
    return node - 2 ** nBits;
  }
}

export function readBoxes(reader, n, nBits) {
  const boxes = new Boxes(reader, nBits);
  const found = new Float64Array(n);
  let nFound = 0;
  // What waits, as columns: an object for each of the branches of a country would be most of the work.
  const lowests = new Float64Array(nBits + 2);
  const bitsLeft = new Uint8Array(nBits + 2);
  const counts = new Uint32Array(nBits + 2);
  bitsLeft[0] = nBits;
  counts[0] = n;
  for (let top = 0; top >= 0; ) {
    const lowest = lowests[top];
    const bits = bitsLeft[top];
    const nHere = counts[top];
    top -= 1;
    if (nHere === 1) {
      found[nFound] = lowest + boxes.alone(bits);
      nFound += 1;
    } else if (nHere && !bits) {
      found.fill(lowest, nFound, nFound + nHere);
      nFound += nHere;
    } else if (nHere) {
      const low = boxes.nLow(bits, nHere);
      lowests[top + 1] = lowest + 2 ** (bits - 1);
      counts[top + 1] = nHere - low;
      lowests[top + 2] = lowest;
      counts[top + 2] = low;
      bitsLeft[top + 1] = bits - 1;
      bitsLeft[top + 2] = bits - 1;
      top += 2;
    }
  }
  return found;
}

export function within(number, size) {
  if (number >= Math.max(size, 1)) throw damaged();
  return number;
}

