// What may be said of a point now: the rules of punkt.confidence and of the finder's answers, for pages without a
// network. The numbers come with `rules`, so that they are written down once.

const OPEN_TIERS = { open: 0, full: 1, opening: 2 };
const N_TIERS = 3;
const SHUT = new Set(["standby", "closed"]);
const EARTH_RADIUS_M = 6_371_008.8;
const MINUTE_MS = 60_000;

const inRadians = (degrees) => (degrees * Math.PI) / 180;

/** Metres by air between two places in degrees. */
export function airLineM([latitude, longitude], [otherLatitude, otherLongitude]) {
  const halfHeight = Math.sin(inRadians(otherLatitude - latitude) / 2);
  const halfWidth = Math.sin(inRadians(otherLongitude - longitude) / 2);
  const across = Math.cos(inRadians(latitude)) * Math.cos(inRadians(otherLatitude)) * halfWidth ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(halfHeight ** 2 + across, 1)));
}

/** Which of the eight directions, clockwise from north, the second place is in. */
export function directionOf([latitude, longitude], [otherLatitude, otherLongitude]) {
  const [from, to] = [inRadians(latitude), inRadians(otherLatitude)];
  const turn = inRadians(otherLongitude - longitude);
  const east = Math.sin(turn) * Math.cos(to);
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
  return Math.round(((Math.atan2(east, north) * 180) / Math.PI + 360) / 45) % 8;
}

/** In the place of each word while none may be shown: the packs are past their time, or the clock is wrong. */
export const WITHHELD = { isWithheld: true, state: null, teller: null, ageMin: null, occupancy: -1, autonomy: -1, services: {} };

/**
 * The state to show for the last word on a point, and how sure it is. `state` is null where nobody said anything,
 * `teller` where only a machine or a list did, `ageMin` where the word is older than a pack tells.
 */
function judged({ state, teller, isWithheld }, ageMin, mode, rules) {
  const notConfirmed = { state: "not_confirmed", sureness: "not_confirmed" };
  if (state === null) return mode === "standby" && !isWithheld ? { ...notConfirmed, state: "standby" } : notConfirmed;
  if (teller === null || ageMin === null) return notConfirmed;
  const [certainMin, likelyMin] = rules.limitsMin[teller][state] ?? [-1, -1];
  if (ageMin <= certainMin) return { state, sureness: "almost_certain" };
  return ageMin <= likelyMin ? { state, sureness: "likely" } : notConfirmed;
}

/** Whether a service is there, from the register and the last live word `[answer, age in minutes]`. */
export function believed(stated, live, rules) {
  if (!live || live[0] === "unknown") return stated;
  const [word, ageMin] = live;
  if (ageMin <= rules.liveServiceMin) return word;
  const wasWorse = (word === "no" || word === "limited") && word !== stated;
  const isDoubtful = wasWorse && ageMin <= rules.liveDoubtMin && (stated === "yes" || stated === "limited");
  return isDoubtful ? "unknown" : stated;
}

/** One point as it is at `now`, a Date; `words` were said before `madeAt`. */
export class Found {
  constructor(point, word, madeAt, rules, now, distanceM = null) {
    const sinceMin = Math.max((now - madeAt) / MINUTE_MS, 0);
    this.point = point;
    this.word = word;
    this.rules = rules;
    this.sinceMin = sinceMin;
    this.distanceM = distanceM;
    this.ageMin = word.ageMin === null ? null : word.ageMin + sinceMin;
    this.shown = judged(word, this.ageMin, point.mode, rules);
  }

  get isConfirmed() {
    return this.shown.sureness !== "not_confirmed";
  }

  /** Whether the last count that still counts filled nearly every seat; unknown is not full. */
  get hasNoRoom() {
    return this.isCounted && this.word.occupancy >= this.rules.nearlyFull;
  }

  /** Whether a count of people at a confirmed door still counts. */
  get isCounted() {
    return this.word.occupancy >= 0 && this.isConfirmed && this.ageMin <= this.rules.liveServiceMin;
  }

  availability(fact) {
    const live = this.word.services[fact];
    return believed(this.point.answer(fact), live && [live[0], live[1] + this.sinceMin], this.rules);
  }

  /** "has", "maybe" or "lacks" all of the facts; unknown is not no. */
  verdict(facts) {
    if (!facts.length) return "has";
    const words = facts.map((fact) => this.availability(fact));
    if (words.some((word) => word === "no" || word === "n/a")) return "lacks";
    return words.includes("unknown") ? "maybe" : "has";
  }
}

const byNearness = (one, other) => one.distanceM - other.distanceM;

/** The first tier is for doors that are open and have room, or of which nobody knows that they have none. */
function tierOf(found) {
  const tier = OPEN_TIERS[found.shown.state] ?? N_TIERS;
  return tier === 0 && found.hasNoRoom ? OPEN_TIERS.full : tier;
}

const isOpen = (one) => one.shown.state in OPEN_TIERS;
const isShut = (one) => SHUT.has(one.shown.state);

/** All of `found` by rank, the lowest first; those of one rank stay in their order. */
function ranked(found, rankOf) {
  const ranks = [];
  for (const one of found) (ranks[rankOf(one)] ??= []).push(one);
  return ranks.flat();
}

/**
 * The answer in five groups, each in the order in which it is shown. `placed` have a distance, the nearest first;
 * `unplaced` are points that may be here, whose position is not known.
 */
export function arranged(placed, unplaced, facts, rules) {
  const n = rules.nShown;
  const has = (one) => one.verdict(facts) === "has";
  const suits = (one) => one.verdict(facts) !== "lacks";
  const suiting = placed.filter(suits);
  const isWalkable = (one) => one.distanceM <= rules.walkableM; // of no known distance (null) too
  const maybeRank = (one) => (isWalkable(one) ? tierOf(one) : N_TIERS);
  const unplacedRank = (one) => (isShut(one) ? 2 * (N_TIERS + 1) : tierOf(one) + (has(one) ? 0 : N_TIERS + 1));
  const groups = {
    open: ranked(suiting.filter((one) => isOpen(one) && has(one)), tierOf).slice(0, n),
    notConfirmed: suiting.filter((one) => one.shown.state === "not_confirmed" && has(one)).slice(0, n),
    maybe: ranked(suiting.filter((one) => !isShut(one) && !has(one)), maybeRank).slice(0, rules.nMaybe),
    shut: suiting.filter(isShut).slice(0, rules.nShut),
    unplaced: ranked(unplaced.filter(suits), unplacedRank).slice(0, n),
  };
  const openHere = [...groups.open, ...unplaced.filter((one) => isOpen(one) && has(one))];
  const hasOpen = openHere.length > 0;
  const isOpenFarOnly = hasOpen && !openHere.some(isWalkable);
  return { ...groups, hasOpen, isOpenFarOnly, isEmpty: Object.values(groups).every((group) => !group.length) };
}

/**
 * What is `foundAt` points within reach of a place, with their distance, the nearest first, and at those that may be
 * here: `isNamedHere` tells it by their settlement or address; where it cannot, a point around that is of the same
 * territory does. Of most points of a country nothing is made: they are too far.
 */
export function around(points, where, rules, foundAt, isNamedHere) {
  const placed = [];
  const reachDegrees = (rules.reachM / EARTH_RADIUS_M / Math.PI) * 180 + 0.001;
  const hasNoPlace = [];
  for (const point of points) {
    const { latitude } = point;
    if (Number.isNaN(latitude)) hasNoPlace.push(point);
    else if (Math.abs(latitude - where[0]) <= reachDegrees) {
      const distanceM = airLineM(where, point.place);
      if (distanceM <= rules.reachM) placed.push(foundAt(point, distanceM));
    }
  }
  placed.sort(byNearness);
  const near = placed.filter((one) => one.distanceM <= rules.aroundM);
  const territories = new Set(near.map((one) => one.point.territory).filter(Boolean));
  const mayBeHere = (point) => isNamedHere(point) ?? territories.has(point.territory);
  const unplaced = hasNoPlace.filter(mayBeHere).map((point) => foundAt(point));
  return { placed, unplaced };
}
