// What the register says of the points of a pack: its static part.

import { Count, ofEach, Reader, readPlaces, within, Word } from "./coder.js";
import { damaged, MOST_POINTS } from "./envelope.js";

export const ANSWERS = ["yes", "limited", "no", "n/a", "unknown"];
const MODES = ["24/7", "schedule", "standby", "unknown"];
const N_HOST_KINDS = 20;
const MOST_SERVICES = 64;
const MOST_TEXT_BYTES = 64 * 2 ** 20;
const MOST_PARTS = 16 * MOST_POINTS;
const IS_PART = Uint8Array.from({ length: 256 }, (_, byte) => Number("{[,".includes(String.fromCharCode(byte))));

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

function wordsAfter(reader, n, size) {
  const isSame = new Word(2);
  const word = new Word(size);
  let last = 0;
  return ofEach(n, () => {
    if (!isSame.read(reader)) last = word.read(reader);
    return last;
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
