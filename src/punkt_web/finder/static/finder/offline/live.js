// What was said last of the points of a pack: its live part, and what changed since.

import { Reader, Word } from "./coder.js";
import { damaged } from "./envelope.js";
import { hex } from "./ids.js";
import { ANSWERS } from "./static.js";

const STATES = ["planned", "standby", "opening", "open", "full", "closed", "withdrawn"];
const TELLERS = ["staff", "resident"];
const AGES_MIN = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 720, 1440];
const SERVICE_AGES_MIN = [15, 30, 60, 120, 180, 240, 1440, 4320, 10080];
const N_OCCUPANCY = 7;
const N_AUTONOMY = 9;

/** What a live pack said last of each point of its static pack, and of their services: gives the word on a place of it. */
export function readLive(envelope, services) {
  if (envelope.kind !== 2 || envelope.sections.length !== 2) throw damaged();
  return liveWords(envelope.sections[0], envelope.sections[1], envelope.nPoints, services);
}

/**
 * All is read at once, so that damage is found; a word is put together when a point is looked at. Points of which the
 * same was said share one: there are few words and many points.
 */
function liveWords(section, serviceSection, n, services) {
  const said = readWords(new Reader(section), n);
  const told = readServiceWords(new Reader(serviceSection), n, services.length);
  const made = new Map();
  return (place) => {
    const word = made.get(said[place]) ?? wordOf(said[place]);
    made.set(said[place], word);
    return told.beginnings[place] ? withServices(word, () => serviceWordsOf(told, place, services)) : word;
  };
}

/** A number for each point: five bits for each of its five words. */
function readWords(reader, n) {
  const nStates = STATES.length + 1;
  const state = new Word(nStates);
  const teller = new Word(TELLERS.length + 1, nStates);
  const age = new Word(AGES_MIN.length + 1, nStates);
  const occupancy = new Word(N_OCCUPANCY, nStates);
  const autonomy = new Word(N_AUTONOMY, nStates);
  const words = new Uint32Array(n);
  for (let place = 0; place < n; place += 1) {
    const said = state.read(reader);
    let word = (said << 5) | teller.read(reader, said);
    word = (word << 5) | age.read(reader, said);
    word = (word << 5) | occupancy.read(reader, said);
    words[place] = (word << 5) | autonomy.read(reader, said);
  }
  return words;
}

const wordOf = (said) => ({
  state: STATES[(said >>> 20) - 1] ?? null,
  teller: TELLERS[((said >>> 15) & 31) - 1] ?? null,
  ageMin: AGES_MIN[((said >>> 10) & 31) - 1] ?? null,
  occupancy: ((said >>> 5) & 31) - 1,
  autonomy: (said & 31) - 1,
  services: {},
});

/** A word with words on services, which few of many that are compared are asked for. */
const withServices = (word, read) => ({
  ...word,
  get services() {
    return read();
  },
});

/** The words on services behind each other, and for each point one more than where its own begin; 0 where it has none. */
function readServiceWords(reader, n, nServices) {
  const hasAny = new Word(2);
  const answer = new Word(ANSWERS.length + 1, Math.max(nServices, 1));
  const age = new Word(SERVICE_AGES_MIN.length);
  const beginnings = new Uint32Array(n);
  const words = [];
  for (let place = 0; place < n; place += 1) {
    if (!hasAny.read(reader)) continue;
    beginnings[place] = words.length + 1;
    for (let at = 0; at < nServices; at += 1) {
      const said = answer.read(reader, at);
      words.push(said ? (said << 4) | age.read(reader) : 0);
    }
  }
  return { beginnings, words };
}

function serviceWordsOf({ beginnings, words }, place, services) {
  const found = {};
  services.forEach((key, at) => {
    const word = words[beginnings[place] - 1 + at];
    if (word) found[key] = [ANSWERS[(word >>> 4) - 1], SERVICE_AGES_MIN[word & 15]];
  });
  return found;
}

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
  const orders = new Map();
  for (let place = 0; place < live.nPoints; place += 1) if (isTold.read(reader)) orders.set(place, orders.size);
  const told = liveWords(changes.sections[2], changes.sections[3], orders.size, services);
  const passedMin = (changes.madeAt - live.madeAt) / 60_000;
  return (place) => (orders.has(place) ? told(orders.get(place)) : aged(words(place), passedMin));
}

function aged(word, minutes) {
  const services = Object.entries(word.services).map(([key, [answer, ageMin]]) => [key, [answer, ageMin + minutes]]);
  const ageMin = word.ageMin === null ? null : word.ageMin + minutes;
  return { ...word, ageMin, services: Object.fromEntries(services) };
}
