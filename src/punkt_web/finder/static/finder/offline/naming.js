// How names are compared, and what of a text is a region, a district or a country: beside the name of a place.

const WORDS_OF_A_REGION = [3, 2, 1];

/** The letters and digits of a text as they are compared: lower case, without accents and signs. */
export function folded(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’ʼ`"“”«»]/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Gives what makes a name as it is compared: without a word for "town" or "village" before it, and one behind it. */
export function namer({ kindWordsBefore, kindWordsBehind }) {
  const anyOf = (texts) => `(?:${texts.map(folded).join("|")})`;
  const before = new RegExp(`^${anyOf(kindWordsBefore)} (?=\\S{2})`, "u");
  const behind = new RegExp(` ${anyOf(kindWordsBehind)}$`, "u");
  return (text) => folded(text).replace(before, "").replace(behind, "");
}

const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

/**
 * Reads the words and names for what is larger than a town; `nameOf` is of `namer`, `isPlace` tells whether a place is
 * called so.
 */
export class Areas {
  constructor({ regionWords, districtWords, areaNames }, nameOf, isPlace) {
    [this.regionWords, this.districtWords, this.names] = [regionWords, districtWords, areaNames].map(
      (texts) => new Set(texts.map(folded)),
    );
    this.nameOf = nameOf;
    this.isPlace = isPlace;
  }

  /** A name without words for "district": what is left of "Elva vald" is the town. */
  withoutDistrictWords(text) {
    return wordsOf(text).filter((word) => !this.districtWords.has(folded(word))).join(" ");
  }

  /** The names in a text: what is between commas, regions and districts. Regions without a word for it are left out. */
  namesIn(text) {
    const pieces = text.split(/[,;\n\t()]/).flatMap((piece) => this.around(wordsOf(piece)));
    const parts = pieces.filter((words) => this.nameOf(words.join(" "))).map((words) => this.withoutRegionAtAnEnd(words));
    return parts.length > 1 ? parts.filter((part) => !this.isArea(part)) : parts;
  }

  /** Whether a text is the name of a region or country and no place is called so. */
  isArea(text) {
    return this.names.has(folded(text)) && !this.isPlace(this.nameOf(text));
  }

  /** The runs of words around regions and districts: "Ізюм" of "Ізюм Харківська область". */
  around(words) {
    const at = words.findIndex((word) => this.regionWords.has(folded(word)) || this.districtWords.has(folded(word)));
    if (at < 0) return [words];
    const isRegion = this.regionWords.has(folded(words[at]));
    const [first, end] = isRegion ? this.regionAt(words, at) : districtAt(words, at);
    return [words.slice(0, first), ...this.around(words.slice(end))];
  }

  /** Where a region begins and ends whose word stands at a place: its name is the longest run before it, else behind it. */
  regionAt(words, at) {
    const before = WORDS_OF_A_REGION.map((n) => [at - n, at + 1]);
    const behind = WORDS_OF_A_REGION.map((n) => [at, at + 1 + n]);
    const isNamed = ([first, end]) => first >= 0 && end <= words.length && this.beginsRegion(words.slice(first, end));
    return [...before, ...behind].find(isNamed) ?? [at, at + 1];
  }

  /** Beside the word for it, the beginning of the name of a region is enough: "Харк. обл." */
  beginsRegion(words) {
    const begun = folded(words.filter((word) => !this.regionWords.has(folded(word))).join(" "));
    return begun.length > 2 && [...this.names].some((name) => name.startsWith(begun));
  }

  /** "Malmö" of "Malmö Skåne": where the rest is the name of a place. */
  withoutRegionAtAnEnd(words) {
    for (const n of WORDS_OF_A_REGION.filter((n) => n < words.length))
      for (const [run, rest] of [[words.slice(-n), words.slice(0, -n)], [words.slice(0, n), words.slice(n)]])
        if (this.isArea(run.join(" ")) && this.isPlace(this.nameOf(rest.join(" ")))) return rest.join(" ");
    return words.join(" ");
  }
}

/** The word for a district and the one that says which: before it, or else behind it. */
function districtAt(words, at) {
  return at > 0 && /\p{L}/u.test(words[at - 1]) ? [at - 1, at + 1] : [at, at + 2];
}
