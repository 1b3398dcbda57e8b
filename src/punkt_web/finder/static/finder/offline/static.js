// What the register says of the points of a pack: its static part.

import { Count, Reader, readBoxes, within, Word } from "./coder.js";
import { damaged } from "./envelope.js";
import { isTable, textsAt, unpackedTexts } from "./texts.js";

export const ANSWERS = ["yes", "limited", "no", "n/a", "unknown"];
const MODES = ["24/7", "schedule", "standby", "unknown"];
const TABLES = ["territory", "settlement", "hours_normal", "hours_activated"];
const N_HOST_KINDS = 20;
const CODE_BITS = 23;
const N_CODES = 23 ** 5;
const MOST_SERVICES = 64;
const MOST_PEOPLE = 1_000_000;

/** The points of a static pack, in its order, its services, and what is told of it as a whole. */
export async function readStatic(envelope) {
  if (envelope.kind !== 1 || envelope.sections.length !== 5) throw damaged();
  const n = envelope.nPoints;
  const [placeSection, serviceSection, capacitySection, registerSection, textSection] = envelope.sections;
  const texts = await unpackedTexts(textSection);
  const services = textsAt(texts, "services");
  const isRepeated = new Set(services).size < services.length;
  if (services.length > MOST_SERVICES || isRepeated || !isTable(texts.about)) throw damaged();
  const columns = {
    ...readPlaces(new Reader(placeSection), n),
    services: readServices(new Reader(serviceSection), n, services),
    ...readCapacity(new Reader(capacitySection), n, texts),
    ...readRegister(new Reader(registerSection), n, texts),
    address: textsAt(texts, "address", n),
    entranceNote: textsAt(texts, "entrance_note", n),
    names: readNames(texts, n),
  };
  const points = Array.from({ length: n }, (_, at) => new Point(columns, at));
  return { points, services, about: texts.about };
}

/**
 * What the register says of a point. All of it stands in columns and is put together when it is looked at: few points of
 * a country are.
 */
class Point {
  #columns;

  constructor(columns, at) {
    this.#columns = columns;
    this.at = at;
  }

  /** NaN where the position is not known. */
  get latitude() {
    return this.#columns.latitudes[this.at];
  }

  get place() {
    const { latitudes, longitudes } = this.#columns;
    return Number.isNaN(latitudes[this.at]) ? null : [latitudes[this.at], longitudes[this.at]];
  }

  /** What stands on its door. */
  get code() {
    return codeOf(this.#columns.numbers[this.at]);
  }

  get accuracyM() {
    return this.#columns.accuracyM[this.at];
  }

  get hostKind() {
    return this.#columns.hostKinds[this.at];
  }

  get isAreaOnly() {
    return this.#columns.isAreaOnly[this.at] === 1;
  }

  get mode() {
    return MODES[this.#columns.modes[this.at]];
  }

  get seats() {
    return this.#word("seats");
  }

  get beds() {
    return this.#word("beds");
  }

  get territory() {
    return this.#word("territory");
  }

  get settlement() {
    return this.#word("settlement");
  }

  get hoursNormal() {
    return this.#word("hours_normal");
  }

  get hoursActivated() {
    return this.#word("hours_activated");
  }

  get address() {
    return this.#columns.address[this.at];
  }

  get entranceNote() {
    return this.#columns.entranceNote[this.at];
  }

  /** Its name by language, for those in which it has one. */
  get names() {
    const said = this.#columns.names.map(([language, names]) => [language, names[this.at]]);
    return Object.fromEntries(said.filter(([, name]) => name));
  }

  /** Whether a service or access fact is there, as the register says. */
  answer(fact) {
    const column = this.#columns.services.get(fact);
    return column ? ANSWERS[column[this.at]] : "unknown";
  }

  #word(name) {
    const { words, table } = this.#columns[name];
    return table[words[this.at]];
  }
}

function readNames(texts, n) {
  if (!isTable(texts.names)) throw damaged();
  return Object.keys(texts.names).map((language) => [language, textsAt(texts.names, language, n)]);
}

function readServices(reader, n, services) {
  return new Map(services.map((key) => [key, wordColumn(reader, n, ANSWERS.length)]));
}

function wordColumn(reader, n, size) {
  const word = new Word(size);
  return columnOf(n, size, () => word.read(reader));
}

/** A column as narrow as its words allow: a country has hundreds of thousands of them. */
function columnOf(n, size, read) {
  const column = new (size <= 256 ? Uint8Array : Uint32Array)(n);
  for (let at = 0; at < n; at += 1) column[at] = read();
  return column;
}

function readPlaces(reader, n) {
  const south = reader.plain(25);
  const west = reader.plain(26);
  const nBits = reader.plain(5);
  const nPlaced = new Count().read(reader);
  if (nPlaced > n || nBits > 26 || south > 18_000_000 || west > 36_000_000) throw damaged();
  const keys = readBoxes(reader, nPlaced, 2 * nBits);
  const latitudes = new Float64Array(n).fill(Number.NaN);
  const longitudes = new Float64Array(n).fill(Number.NaN);
  for (let at = 0; at < nPlaced; at += 1) {
    const latitude = inSteps(everyOther(Math.floor(keys[at] / 2)) + south - 9_000_000);
    const longitude = inSteps(everyOther(keys[at]) + west - 18_000_000);
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw damaged();
    latitudes[at] = latitude;
    longitudes[at] = longitude;
  }
  return { latitudes, longitudes };
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

function readCapacity(reader, n, { capacities }) {
  const isCount = (one) => Number.isInteger(one) && one >= 0;
  const isFitting = (one) => isCount(one) && one <= MOST_PEOPLE;
  if (!Array.isArray(capacities) || !capacities.every(isFitting)) throw damaged();
  const table = [null, ...capacities];
  const seats = wordColumn(reader, n, table.length);
  return { seats: { words: seats, table }, beds: { words: wordColumn(reader, n, table.length), table } };
}

function readRegister(reader, n, texts) {
  const numbers = new Uint32Array(n);
  for (let at = 0; at < n; at += 1) numbers[at] = within(reader.plain(CODE_BITS), N_CODES);
  const isAreaOnly = wordColumn(reader, n, 2);
  const hostKinds = wordColumn(reader, n, N_HOST_KINDS);
  const modes = wordColumn(reader, n, MODES.length);
  const accuracy = new Count();
  const accuracyM = new Float64Array(n);
  for (let at = 0; at < n; at += 1) accuracyM[at] = accuracy.read(reader) - 1;
  const columns = { numbers, isAreaOnly, hostKinds, modes, accuracyM };
  for (const name of TABLES) {
    const table = textsAt(texts, name);
    columns[name] = { words: wordsAfter(reader, n, table.length), table: table.length ? table : [""] };
  }
  return columns;
}

function wordsAfter(reader, n, size) {
  const isSame = new Word(2);
  const word = new Word(size);
  let last = 0;
  return columnOf(n, size, () => {
    if (!isSame.read(reader)) last = word.read(reader);
    return last;
  });
}

const ALPHABET = "23456789ACEFHJKLMPRTUWX";
const WEIGHTS = [2, 3, 4, 5, 6];

function codeOf(number) {
  const values = [];
  for (let left = number, i = 0; i < 5; i += 1, left = Math.floor(left / 23)) values.unshift(left % 23);
  const total = values.reduce((sum, value, at) => sum + WEIGHTS[at] * value, 0);
  const letters = [...values, (23 - (total % 23)) % 23].map((value) => ALPHABET[value]).join("");
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
