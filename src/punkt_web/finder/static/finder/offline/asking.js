// Understands what somebody types: coordinates, a point code, a place, a name or an address of a point.

import { UnreadablePack } from "./envelope.js";
import { airLineM } from "./judging.js";
import { Areas, folded, namer } from "./naming.js";

const MOST_LETTERS = 200;
const NEIGHBOURHOOD_M = 30_000;
const N_OTHERS = 5;
const N_NAMESAKES = 2;

const SIDES = { n: 1, s: -1, e: 1, w: -1, пн: 1, пд: -1, сх: 1, зх: -1, ö: 1, v: -1, pl: 1, ip: 1 };
const ACROSS = new Set(["e", "w", "сх", "зх", "ö", "v", "ip"]);

const SIDE = `(${Object.keys(SIDES).join("|")})\\.?(?:\\s*[шд]\\.?)?`;
const PART = String.raw`(?:(\d+(?:\.\d+)?)\s*`;
const ANGLE = String.raw`(\d+(?:\.\d+)?)\s*[°º]?\s*${PART}['′’]?\s*)?${PART}(?:["″”]|'')?\s*)?`;
const SIDES_BEHIND = new RegExp(`^${ANGLE}${SIDE}[\\s,;]*${ANGLE}${SIDE}$`, "u");
const SIDES_BEFORE = new RegExp(`^${SIDE}\\s*${ANGLE}[\\s,;]*${SIDE}\\s*${ANGLE}$`, "u");

const NUMBER = String.raw`([+-]?\d{1,12}(?:\.\d*)?)`;
const GEO_PAIR = String.raw`([+-]?\d{1,3}(?:\.\d+)?)\s*[,~;]\s*([+-]?\d{1,3}(?:\.\d+)?)(?![\d.])`;
const GEO = new RegExp(String.raw`^geo:${GEO_PAIR}(?:,[+-]?[\d.]+)?([;?].*)?$`);
const GEO_ASKED = new RegExp(`[?&]q=${GEO_PAIR}`);
const LATITUDE = "lat|latitude|широта|bredd|laius";
const LONGITUDE = "lon|lng|long|longitude|довгота|längd|pikkus";
const AXIS = `(${LATITUDE}|${LONGITUDE})`;
const PAIR = new RegExp(`^${NUMBER}[,;\\s]+${NUMBER}$`);
const PAIR_WITH_AXES = new RegExp(`^${AXIS}\\s*${NUMBER}[,;\\s]+${AXIS}\\s*${NUMBER}$`);
const IS_LATITUDE = new RegExp(`^(?:${LATITUDE})$`);

/**
 * `[latitude, longitude]`, null where the text is no coordinates, "nowhere" where it is, of no place on the Earth.
 * Read are decimal degrees with point or comma, geo: addresses, and degrees with minutes and seconds and letters for the
 * sides; bare numbers are turned round when only that puts them in one of `countryBoxes` (south, north, west, east).
 */
export function coordinatesIn(text, countryBoxes) {
  const given = text.trim().toLowerCase();
  const geo = GEO.exec(given);
  if (geo) return onTheEarth((GEO_ASKED.exec(geo[3] ?? "") ?? geo).slice(1, 3).map(Number));
  const plain = withDecimalPoints(withPlainSigns(given)).replace(/^[\s,;.]+|[\s,;.]+$/g, "");
  const bare = PAIR.exec(plain)?.slice(1);
  if (!bare) return onTheEarth(pairWithAxes(plain) ?? pairWithSides(plain));
  const isInside = ([latitude, longitude]) =>
    countryBoxes.some(([south, north, west, east]) => south <= latitude && latitude <= north && west <= longitude && longitude <= east);
  const place = turnedIfOnlySo(bare.map(Number), isInside);
  // Whole numbers may as well be a house or a telephone: they must lead to one of the countries.
  return bare.every((number) => /\.\d/.test(number)) ? onTheEarth(place) : isInside(place) ? place : null;
}

const onTheEarth = (place) => place && (Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180 ? place : "nowhere");

function withPlainSigns(text) {
  const plain = text.replace(/[−–‒‐‑]/g, "-").replace(/(\d)-(?=\d)/g, "$1 ");
  return plain.replace(/[\u00a0\u2009\u202f\u2007\t\r()[\]:=]/g, " ").replace(/[|/\n]/g, ";");
}

/** Decimal commas turned into points: none where points are, else all if that leaves numbers in pairs. */
function withDecimalPoints(text) {
  if (/\d\.\d/.test(text)) return text;
  const four = /^\s*([+-]?\d+),(\d+),([+-]?\d+),(\d+)\s*$/.exec(text);
  if (four) return `${four[1]}.${four[2]};${four[3]}.${four[4]}`;
  const withPoints = text.replace(/(\d),(?=\d)/g, "$1.");
  return withPoints.match(/\d+(?:\.\d+)?/g)?.length % 2 === 0 ? withPoints : text;
}

function turnedIfOnlySo([first, other], isInside) {
  const isImpossible = Math.abs(first) > 90 && Math.abs(first) <= 180 && Math.abs(other) <= 90;
  const isOnlyTurned = isInside([other, first]) && !isInside([first, other]);
  return isOnlyTurned || isImpossible ? [other, first] : [first, other];
}

/** The pair by the words for latitude and longitude before its numbers; of no place where both say the same. */
function pairWithAxes(plain) {
  const [, firstAxis, first, otherAxis, other] = PAIR_WITH_AXES.exec(plain) ?? [];
  if (!firstAxis) return null;
  const isLatitude = IS_LATITUDE.test(firstAxis);
  if (IS_LATITUDE.test(otherAxis) === isLatitude) return [999, 999];
  return (isLatitude ? [first, other] : [other, first]).map(Number);
}

function pairWithSides(plain) {
  const behind = SIDES_BEHIND.exec(plain);
  const found = behind ?? SIDES_BEFORE.exec(plain);
  if (!found) return null;
  const [one, other] = [found.slice(1, 5), found.slice(5, 9)].map((parts) => {
    const side = behind ? parts.pop() : parts.shift();
    const [whole, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
    const isPossible = minutes < 60 && seconds < 60;
    return { side, degrees: isPossible ? SIDES[side] * (whole + minutes / 60 + seconds / 3600) : 999 };
  });
  if (ACROSS.has(one.side) === ACROSS.has(other.side)) return [999, 999];
  return ACROSS.has(one.side) ? [other.degrees, one.degrees] : [one.degrees, other.degrees];
}

const LOOK_ALIKES = { А: "A", С: "C", Е: "E", Н: "H", К: "K", М: "M", Р: "P", Т: "T", Х: "X" };

/** The code in a text as it is written on doors, "" where it is none. Cyrillic letters of the same look count. */
export function codeIn(text) {
  const compact = Array.from(text.toUpperCase(), (letter) => LOOK_ALIKES[letter] ?? letter).join("");
  const letters = compact.replace(/[\s-]/g, "");
  return /^[2-9ACEFHJKLMPRTUWX]{6}$/.test(letters) ? `${letters.slice(0, 3)}-${letters.slice(3)}` : "";
}

/** How many letters apart two words are, at most `most` + 1. */
function lettersApart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1)
      row.push(Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    if (Math.min(...row) > most) return most + 1;
    before = row;
  }
  return before[other.length];
}

/** The names of places that are kept beside packs cannot be read; what the packs say can. */
export class UnreadablePlaces extends Error {}

export class Asker {
  /**
   * `unpackPlaces` gives `[names, latitude, longitude, isTown, region]`, the largest first, with the names, parted by
   * bars, in the local alphabet, in Latin letters and in English, each "" where it is the one before, then others;
   * `isTown` is 1 or 0, `region` a number in `rules.regions`. What was made before there were regions ends earlier.
   * `points` are those of the pack.
   */
  constructor(unpackPlaces, points, rules) {
    this.points = points;
    this.rules = rules;
    this.unpackPlaces = unpackPlaces;
    this.reading = null;
    this.places = null;
    this.texts = null;
    this.nameOf = namer(rules);
    this.regionCodes = Object.keys(rules.regions);
    this.areas = new Areas(rules, this.nameOf, (name, codes = []) => this.called(name).some((place) => isIn(place, codes) ?? true));
  }

  /**
   * What a text means: `{place, names, region, others, unmatched}`, `{points}` or `{problem, others}`; `names` are null
   * where no name was given, `others` are places that may have been meant.
   */
  async read(typed) {
    const text = typed.slice(0, MOST_LETTERS);
    const place = coordinatesIn(text, this.rules.countryBoxes);
    if (place === "nowhere") return { problem: "nowhere", others: [] };
    if (place) return this.at(place);
    const wanted = codeIn(text);
    const point = wanted && this.points.find(({ code }) => code === wanted);
    if (point) return { points: [point] };
    const name = this.nameOf(text);
    if (!name) return { problem: "unknown_place", others: [] };
    await this.readNames();
    const whole = [name, this.nameOf(this.areas.withoutDistrictWords(text))].map((one) => this.called(one));
    const { parts, codes } = this.areas.namesIn(text);
    return (
      this.placed(whole.find((found) => found.length) ?? []) ??
      this.partly(parts, codes) ??
      this.named(name) ??
      this.partly(this.endsOf(parts), codes) ??
      this.guessed(this.nameOf(parts.join(" ")) || name, codes)
    );
  }

  /** A place without a name. The names around it are read only where there are points that have no position. */
  async at(place) {
    if (this.points.some(({ latitude }) => Number.isNaN(latitude)))
      await this.readNames().catch((error) => {
        if (!(error instanceof UnreadablePlaces)) throw error;
      });
    return { place, names: null, others: [], unmatched: "" };
  }

  async readNames() {
    this.reading ??= this.unpackPlaces().then((given) => this.allPlaces(given));
    this.places = await this.reading.catch((error) => {
      this.reading = null;
      throw error instanceof UnreadablePack ? error : new UnreadablePlaces("places", { cause: error });
    });
  }

  /** Tells whether a point is of a place around: by its settlement, else its address; null where that names none. */
  namedAround(where, names) {
    const around = () => (this.places ?? []).filter(({ place }) => airLineM(where, place) <= this.rules.aroundM);
    let here = null;
    return ({ settlement, address }) => {
      here ??= new Set([...(names ?? []).map(this.nameOf), ...around().flatMap(({ folds }) => folds)]);
      const said = (settlement || address).split(/[,;]/).map(this.nameOf);
      return said.some((name) => name && here.has(name)) || (settlement ? false : null);
    };
  }

  /** All places with their names as they are compared; made for the first name that is asked. */
  allPlaces(given) {
    const known = given.map(([joined, latitude, longitude, isTown = 0, region = -1]) => {
      const names = joined.split("|");
      const folds = names.filter(Boolean).map(this.nameOf);
      return { names, place: [latitude, longitude], isTown: Boolean(isTown), folds, region: this.regionCodes[region] ?? "" };
    });
    const folds = new Set(known.flatMap((one) => one.folds));
    return [...known, ...settlementsOf(this.points, this.nameOf).filter((one) => !folds.has(one.folds[0]))];
  }

  /** The places of a name, those in the regions of `codes` first; before others those whose own name it is. */
  called(wanted, codes = []) {
    return this.ordered((name) => name === wanted, codes);
  }

  /** The places of which a name is so: Донецьк was once Олександрівка, and comes behind those that are called so. */
  ordered(isSo, codes) {
    const found = this.places.filter(({ folds }) => folds.some(isSo));
    const isOwn = ({ names }) => names.slice(0, 3).some((name) => name && isSo(this.nameOf(name)));
    return parted(parted(found, isOwn), (place) => isIn(place, codes));
  }

  /** The first place, unless it is not in the region that was said or nobody can tell: then all are only offered. */
  placed(found, unmatched = "", codes = []) {
    const [first, ...more] = new Map(found.map((one) => [String(one.place), one])).values();
    if (!first) return null;
    if (!(isIn(first, codes) ?? !more.length)) return { problem: "unknown_place", others: this.offered([first, ...more]) };
    return { place: first.place, names: first.names, region: first.region, others: this.offered(more), unmatched };
  }

  /** The first few, the last of them the largest town that would be left out: it may once have been called so. */
  offered(places) {
    const leftOut = new Set(places.slice(N_OTHERS).filter(({ isTown }) => isTown));
    const largest = this.places.filter((place) => leftOut.has(place)).slice(0, 1);
    return [...places.slice(0, N_OTHERS - largest.length), ...largest];
  }

  /**
   * A place with more before or behind it: the quarter beside it ("Saltivka, Kharkiv"), points of that name or address
   * there, or the middle of the place. Of several places the largest is the town, in whatever order they stand; other
   * towns far away are offered ("Kyiv, Odesa"), and before them what is called so in the region of the answer.
   */
  partly(parts, codes) {
    const called = parts.map((part) => this.called(this.nameOf(part), codes));
    const known = called.filter((found) => found.length);
    if (!known.length) return null;
    const rank = ([one]) => this.places.indexOf(one) + (one.isTown ? 0 : this.places.length);
    const town = known.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    const inside = this.insideOf(town[0], known) ?? town;
    const isMeant = (found) => found.includes(town[0]) || found.includes(inside[0]);
    const isTown = ([one]) => one?.isTown;
    const rest = parts.filter((_, at) => !isMeant(called[at]) && !isTown(called[at])).join(", ");
    const towns = known.filter((found) => isTown(found) && !isMeant(found)).flatMap((found) => nearestFirst(found, inside[0]));
    const placed = this.placed([inside[0], ...towns, ...inside.slice(1)], rest, codes);
    const points = rest && inside === town && placed.place ? this.named(folded(rest), town[0]) : null;
    return points ?? placed;
  }

  /** Of the places that parts of a text name those beside a town, null where there are none. */
  insideOf(town, known) {
    const isBeside = ({ place }) => airLineM(town.place, place) <= NEIGHBOURHOOD_M;
    const found = known.filter(([one]) => one !== town).map((places) => places.filter(isBeside));
    return found.find((places) => places.length) ?? null;
  }

  /** The longest run of words that is a name at the start of the only part, that at its end, and what is between. */
  endsOf(parts) {
    const words = parts.length === 1 ? parts[0].split(" ") : [];
    const isName = (run) => this.called(this.nameOf(run.join(" "))).length > 0;
    const lengths = words.map((_, at) => words.length - at);
    const nFirst = lengths.find((n) => n < words.length && isName(words.slice(0, n))) ?? 0;
    const rest = words.slice(nFirst);
    const nLast = lengths.find((n) => n <= rest.length && n < words.length && isName(words.slice(-n))) ?? 0;
    const between = rest.slice(0, rest.length - nLast);
    return [words.slice(0, nFirst), between, rest.slice(between.length)].map((run) => run.join(" ")).filter(Boolean);
  }

  /** The points whose name or address holds each word; of a town those around it, or that name it. */
  named(wanted, town = null) {
    this.texts ??= this.points.map(
      ({ names, address, settlement }) => ` ${folded([...Object.values(names), address, settlement].join(" "))}`,
    );
    const words = wanted.split(" ").map((word) => ` ${word}`);
    const isThere = ({ place }, at) =>
      place ? airLineM(town.place, place) <= this.rules.aroundM : town.folds.some((fold) => this.texts[at].includes(` ${fold}`));
    const found = this.points.filter(
      (point, at) => words.every((word) => this.texts[at].includes(word)) && (!town || isThere(point, at)),
    );
    const { nFound } = this.rules;
    return found.length ? { points: found.slice(0, nFound), nMore: Math.max(found.length - nFound, 0) } : null;
  }

  guessed(wanted, codes) {
    const beginning = this.areas.isArea(wanted) ? [] : this.ordered((name) => name.startsWith(wanted), codes);
    if (beginning.length && wanted.length > 2) return this.placed(beginning, "", codes);
    const most = wanted.length < 5 ? 1 : 2;
    const apart = ({ folds }) => Math.min(...folds.map((fold) => lettersApart(fold, wanted, most)));
    const near = this.places.map((place) => [apart(place), place]).filter(([letters]) => letters <= most);
    near.sort(([one], [other]) => one - other);
    return { problem: "unknown_place", others: near.slice(0, 5).map(([, place]) => place) };
  }
}

/** Those that are so, then the others, each in their order. */
const parted = (places, isSo) => [...places.filter(isSo), ...places.filter((place) => !isSo(place))];

/** Whether a place is in a region or country of these codes, where any were said; null where nobody knows its region. */
const isIn = ({ region }, codes) => !codes.length || (region ? codes.some((code) => region.startsWith(code)) : null);

/** The first of the places of a name, and before it its namesakes in the region of another place, near ones first. */
function nearestFirst([first, ...more], { place, region }) {
  if (!region || first.region === region) return [first];
  const here = more.filter((one) => one.region === region && one.names[0] === first.names[0]);
  here.sort((one, other) => airLineM(place, one.place) - airLineM(place, other.place));
  return [...here.slice(0, N_NAMESAKES), first];
}

/** The settlements that the points name, each at the middle of its points. */
function settlementsOf(points, nameOf) {
  const bySettlement = new Map();
  for (const { settlement, place } of points)
    if (settlement && place) bySettlement.set(settlement, [...(bySettlement.get(settlement) ?? []), place]);
  return Array.from(bySettlement, ([name, places]) => ({
    names: [name, "", ""],
    folds: [nameOf(name)],
    region: "",
    place: [0, 1].map((at) => places.reduce((sum, place) => sum + place[at], 0) / places.length),
  }));
}
