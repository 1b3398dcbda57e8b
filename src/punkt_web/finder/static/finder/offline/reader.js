// Reads packs of Punkt: docs/reference/pack.md tells every byte. Nothing is believed before its signature.

const TOP = 2 ** 24;
const N_SIGNATURE = 64;
const MOST_BYTES = 32 * 2 ** 20;
const MOST_POINTS = 200_000;
const MOST_TEXT_BYTES = 64 * 2 ** 20;
const MOST_PARTS = 16 * MOST_POINTS;
const IS_PART = Uint8Array.from({ length: 256 }, (_, byte) => Number("{[,".includes(String.fromCharCode(byte))));
const MOST_BEHIND_THE_END = 4096;
const STEPS = Uint16Array.from({ length: 256 }, (_, n) => Math.floor(65536 / (n + 1.6)));

export const ANSWERS = ["yes", "limited", "no", "n/a", "unknown"];
export const STATES = ["planned", "standby", "opening", "open", "full", "closed", "withdrawn"];
export const TELLERS = ["staff", "resident"];
export const MODES = ["24/7", "schedule", "standby", "unknown"];
const AGES_MIN = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 720, 1440];
const SERVICE_AGES_MIN = [15, 30, 60, 120, 180, 240, 1440, 4320, 10080];
const N_HOST_KINDS = 20;
const N_OCCUPANCY = 7;
const N_AUTONOMY = 9;
const MOST_SERVICES = 64;

/** A pack that is refused; `reason` is one of not-a-pack, newer, unknown-key, changed, damaged. */
export class UnreadablePack extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const damaged = () => new UnreadablePack("damaged");
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

  bit(chances, index) {
    const { p, seen } = chances;
    const chance = p[index];
    const n = seen[index];
    const bound = (this.range >>> 12) * Math.min(Math.max(chance >>> 4, 1), 4095);
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
      const bound = (range >>> 12) * Math.min(Math.max(chance >>> 4, 1), 4095);
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

const POWERS = Float64Array.from({ length: 53 }, (_, place) => 2 ** place);

export function readPlaces(reader, n, nBits) {
  const alone = new Chances(nBits + 1);
  const isNone = new Chances((nBits + 1) * 32);
  const isAll = new Chances((nBits + 1) * 32);
  const few = new Chances(16 * 32);
  const many = new Chances(32 * 16);
  const nLow = (bits, nHere) => {
    const size = bitLength(nHere);
    if (reader.bit(isNone, bits * 32 + size)) return 0;
    if (reader.bit(isAll, bits * 32 + size)) return nHere;
    const countBits = bitLength(nHere - 2);
    const [chances, base, nTold] = nHere <= 17 ? [few, (nHere - 2) * 32, countBits] : [many, countBits * 16, 4];
    let node = 1;
    for (let i = 0; i < nTold; i += 1) node = node * 2 + reader.bit(chances, base + node);
    const left = countBits - nTold;
    return within((node - 2 ** nTold) * 2 ** left + reader.plain(left), nHere - 1) + 1;
  };
  const found = [];
  // What waits, as columns: an object for each of the branches of a country would be most of the work.
  const lowests = new Float64Array(nBits + 2);
  const bitsLeft = new Uint8Array(nBits + 2);
  const counts = new Uint32Array(nBits + 2);
  bitsLeft[0] = nBits;
  counts[0] = n;
  for (let top = 0; top >= 0; ) {
    let lowest = lowests[top];
    const bits = bitsLeft[top];
    const nHere = counts[top];
    top -= 1;
    if (nHere === 1) {
      for (let place = bits - 1; place >= 0; place -= 1) if (reader.bit(alone, place)) lowest += POWERS[place];
      found.push(lowest);
    } else if (nHere && !bits) for (let i = 0; i < nHere; i += 1) found.push(lowest);
    else if (nHere) {
      const low = nLow(bits, nHere);
      lowests[top + 1] = lowest + POWERS[bits - 1];
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

function within(number, size) {
  if (number >= Math.max(size, 1)) throw damaged();
  return number;
}

function ofEach(n, read) {
  const found = [];
  for (let at = 0; at < n; at += 1) found.push(read(at));
  return found;
}

function wordsAfter(reader, n, size) {
  const isSame = new Word(2);
  const word = new Word(size);
  let last = 0;
  return ofEach(n, () => {
    if (!isSame.read(reader)) last = word.read(reader);
    return last;
  });
}

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
  const isChecked = await checkSignature(bytes, key);
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
    id: hex((await sha256(bytes)).subarray(0, 8)),
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

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

async function keyOf(signer, keys) {
  for (const key of keys) if (hex((await sha256(key)).subarray(0, 8)) === signer) return key;
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

async function unpackedTexts(section) {
  const stream = new Blob([section]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let nBytes = 0;
  let nParts = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      nBytes += value.length;
      for (let at = 0; at < value.length; at += 1) nParts += IS_PART[value[at]];
      if (nBytes > MOST_TEXT_BYTES || nParts > MOST_PARTS) throw damaged();
      text += decoder.decode(value, { stream: true });
    }
    return JSON.parse(text + decoder.decode());
  } catch {
    throw damaged();
  }
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function textsAt(texts, key, n) {
  const found = isTable(texts) ? texts[key] : null;
  const isFitting = Array.isArray(found) && found.every((one) => typeof one === "string");
  if (!isFitting || (n !== undefined && found.length !== n)) throw damaged();
  return found;
}

/** The points of a static pack, in its order, its services, and what is told of it as a whole. */
export async function readStatic(envelope) {
  if (envelope.kind !== 1 || envelope.sections.length !== 5) throw damaged();
  const n = envelope.nPoints;
  const [placeSection, serviceSection, capacitySection, registerSection, textSection] = envelope.sections;
  const texts = await unpackedTexts(textSection);
  const services = textsAt(texts, "services");
  const capacities = texts.capacities;
  const isCount = (one) => Number.isInteger(one) && one >= 0;
  const isFitting = Array.isArray(capacities) && capacities.every(isCount) && services.length <= MOST_SERVICES;
  if (!isFitting || !isTable(texts.about) || !isTable(texts.names)) throw damaged();

  const columns = readServices(new Reader(serviceSection), n, services);
  const points = readPositions(new Reader(placeSection), n).map((place, at) => new Point(place, at, columns));
  const capacityReader = new Reader(capacitySection);
  for (const name of ["seats", "beds"]) {
    const word = new Word(capacities.length + 1);
    for (const point of points) point[name] = capacities[word.read(capacityReader) - 1] ?? null;
  }
  readRegister(new Reader(registerSection), points, texts);
  for (const [language, said] of Object.entries(texts.names))
    textsAt({ said }, "said", n).forEach((name, at) => {
      if (name) points[at].names[language] = name;
    });
  return { points, services, about: texts.about };
}

/** What the register says of a point. Services stand in columns: objects of twenty keys for each would be slow. */
export class Point {
  #at;
  #columns;

  constructor(place, at, columns) {
    this.#at = at;
    this.#columns = columns;
    this.place = place;
    this.names = {};
  }

  /** What stands on its door; made when it is looked at, since few of many are. */
  get code() {
    return codeOf(this.number);
  }

  /** Whether a service or access fact is there, as the register says. */
  answer(fact) {
    const column = this.#columns.get(fact);
    return column ? ANSWERS[column[this.#at]] : "unknown";
  }
}

function readServices(reader, n, services) {
  const columns = new Map();
  for (const key of services) {
    const word = new Word(ANSWERS.length);
    const column = new Uint8Array(n);
    for (let at = 0; at < n; at += 1) column[at] = word.read(reader);
    columns.set(key, column);
  }
  return columns;
}

function readPositions(reader, n) {
  const south = reader.plain(25);
  const west = reader.plain(26);
  const nBits = reader.plain(5);
  const nPlaced = new Count().read(reader);
  if (nPlaced > n || nBits > 26 || south > 18_000_000 || west > 36_000_000) throw damaged();
  const places = readPlaces(reader, nPlaced, 2 * nBits).map((key) => {
    const latitude = inSteps(everyOther(Math.floor(key / 2)) + south - 9_000_000);
    const longitude = inSteps(everyOther(key) + west - 18_000_000);
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw damaged();
    return [latitude, longitude];
  });
  return [...places, ...ofEach(n - nPlaced, () => null)];
}

// As a whole number over 100,000, so that a place is the very number that was written.
const inSteps = (steps) => steps / 100_000;

/** The number that every other bit of a key of up to 52 bits makes, from the lowest on. */
function everyOther(key) {
  const low = key % 67108864;
  return squeezed(low) + squeezed(Math.floor(key / 67108864)) * 8192;
}

function squeezed(bits) {
  let found = bits & 0x55555555;
  found = (found | (found >>> 1)) & 0x33333333;
  found = (found | (found >>> 2)) & 0x0f0f0f0f;
  found = (found | (found >>> 4)) & 0x00ff00ff;
  return (found | (found >>> 8)) & 0x0000ffff;
}

const ALPHABET = "23456789ACEFHJKLMPRTUWX";

function readRegister(reader, points, texts) {
  const n = points.length;
  for (const point of points) point.number = withinCodes(reader.plain(23));
  const columns = [
    ["isAreaOnly", 2, (word) => word === 1],
    ["hostKind", N_HOST_KINDS, (word) => word],
    ["mode", MODES.length, (word) => MODES[word]],
  ];
  for (const [name, size, meaning] of columns) {
    const word = new Word(size);
    for (const point of points) point[name] = meaning(word.read(reader));
  }
  const accuracy = new Count();
  for (const point of points) point.accuracyM = accuracy.read(reader) - 1;
  for (const name of ["territory", "settlement", "hours_normal", "hours_activated"]) {
    const table = textsAt(texts, name);
    wordsAfter(reader, n, table.length).forEach((word, at) => {
      points[at][name] = table[word] ?? "";
    });
  }
  for (const name of ["address", "entrance_note"])
    textsAt(texts, name, n).forEach((text, at) => {
      points[at][name] = text;
    });
}

const withinCodes = (number) => within(number, 23 ** 5);

const WEIGHTS = [2, 3, 4, 5, 6];

function codeOf(number) {
  const values = [];
  for (let left = number, i = 0; i < 5; i += 1, left = Math.floor(left / 23)) values.unshift(left % 23);
  const total = values.reduce((sum, value, at) => sum + WEIGHTS[at] * value, 0);
  const letters = [...values, (23 - (total % 23)) % 23].map((value) => ALPHABET[value]).join("");
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}

/** What a live pack said last of each point of its static pack, and of their services. */
export function readLive(envelope, services) {
  if (envelope.kind !== 2 || envelope.sections.length !== 2) throw damaged();
  return liveWords(envelope.sections[0], envelope.sections[1], envelope.nPoints, services);
}

function liveWords(section, serviceSection, n, services) {
  const reader = new Reader(section);
  const nStates = STATES.length + 1;
  const state = new Word(nStates);
  const [teller, age, occupancy, autonomy] = [TELLERS.length + 1, AGES_MIN.length + 1, N_OCCUPANCY, N_AUTONOMY].map(
    (size) => new Word(size, nStates),
  );
  // Points of which the same was said share one word: there are few words and many points.
  const made = new Map();
  const words = ofEach(n, () => {
    const said = state.read(reader);
    const by = teller.read(reader, said);
    const ageMin = age.read(reader, said);
    const taken = occupancy.read(reader, said);
    const left = autonomy.read(reader, said);
    const key = (((said * 32 + by) * 32 + ageMin) * 32 + taken) * 32 + left;
    if (!made.has(key)) made.set(key, wordOf(said, by, ageMin, taken, left));
    return made.get(key);
  });
  const serviceReader = new Reader(serviceSection);
  const hasAny = new Word(2);
  const answer = new Word(ANSWERS.length + 1, Math.max(services.length, 1));
  const serviceAge = new Word(SERVICE_AGES_MIN.length);
  for (let place = 0; place < n; place += 1) {
    if (!hasAny.read(serviceReader)) continue;
    const told = {};
    services.forEach((key, at) => {
      const said = answer.read(serviceReader, at);
      if (said) told[key] = [ANSWERS[said - 1], SERVICE_AGES_MIN[serviceAge.read(serviceReader)]];
    });
    words[place] = { ...words[place], services: told };
  }
  return words;
}

const wordOf = (state, teller, age, occupancy, autonomy) => ({
  state: STATES[state - 1] ?? null,
  teller: TELLERS[teller - 1] ?? null,
  ageMin: AGES_MIN[age - 1] ?? null,
  occupancy: occupancy - 1,
  autonomy: autonomy - 1,
  services: {},
});

/**
 * The words of a live pack with those of a pack of changes put in their place, all aged as of the changes. Throws where
 * the changes belong to another live pack or leave a gap.
 */
export function withChanges(words, live, changes, services) {
  const isWhole = changes.kind === 3 && changes.sections.length === 4 && changes.sections[0].length === 12;
  if (!isWhole || changes.base !== live.id || changes.nPoints !== live.nPoints) throw damaged();
  const head = changes.sections[0];
  const sinceMin = new DataView(head.buffer, head.byteOffset).getUint32(8, true);
  if (hex(head.subarray(0, 8)) !== live.base || sinceMin * 60_000 > live.madeAt) throw damaged();
  const reader = new Reader(changes.sections[1]);
  const isTold = new Word(2);
  const places = words.map((_, at) => at).filter(() => isTold.read(reader));
  const told = liveWords(changes.sections[2], changes.sections[3], places.length, services);
  const passedMin = (changes.madeAt - live.madeAt) / 60_000;
  const after = words.map((word) => aged(word, passedMin));
  places.forEach((place, at) => {
    after[place] = told[at];
  });
  return after;
}

function aged(word, minutes) {
  const services = Object.entries(word.services).map(([key, [answer, ageMin]]) => [key, [answer, ageMin + minutes]]);
  const ageMin = word.ageMin === null ? null : word.ageMin + minutes;
  return { ...word, ageMin, services: Object.fromEntries(services) };
}
