// What was said last of the points of a pack: its live part, and what changed since.

import { ofEach, Reader, Word } from "./coder.js";
import { damaged, hex } from "./envelope.js";
import { ANSWERS } from "./static.js";

const STATES = ["planned", "standby", "opening", "open", "full", "closed", "withdrawn"];
const TELLERS = ["staff", "resident"];
const AGES_MIN = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 720, 1440];
const SERVICE_AGES_MIN = [15, 30, 60, 120, 180, 240, 1440, 4320, 10080];
const N_OCCUPANCY = 7;
const N_AUTONOMY = 9;

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
