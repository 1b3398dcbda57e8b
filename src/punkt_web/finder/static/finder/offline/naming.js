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
 * called so, with codes whether one may be there. Codes are those of countries ("UA") and of regions, which begin with theirs ("UA07").
 */
export class Areas {
  constructor({ regionWords, districtWords, regions, countries }, nameOf, isPlace) {
    [this.regionWords, this.districtWords] = [regionWords, districtWords].map((texts) => new Set(texts.map(folded)));
    this.codes = new Map();
    for (const [code, names] of [...Object.entries(regions), ...Object.entries(countries)])
      for (const name of names.map((one) => this.withoutRegionWords(wordsOf(one))))
        this.codes.set(name, [...(this.codes.get(name) ?? []), code]);
    this.nameOf = nameOf;
    this.isPlace = isPlace;
  }

  withoutRegionWords(words) {
    return folded(words.filter((word) => !this.regionWords.has(folded(word))).join(" "));
  }

  /** A name without words for "district": what is left of "Elva vald" is the town. */
  withoutDistrictWords(text) {
    return wordsOf(text).filter((word) => !this.districtWords.has(folded(word))).join(" ");
  }

  /**
   * The names in a text, `parts`: what is between commas, regions and districts; and `codes`, the regions and countries
   * that were said, also without a word for it where a place of the text is there.
   */
  namesIn(text) {
    const codes = [];
    const pieces = text.split(/[,;\n\t()]/).flatMap((piece) => this.around(wordsOf(piece), codes));
    const parts = pieces.filter((words) => this.nameOf(words.join(" "))).map((words) => this.withoutRegionAtAnEnd(words, codes));
    return { parts: parts.filter((part) => !this.isAreaBeside(part, parts, codes)), codes };
  }

  /** Whether a text is the name of a region or country and no place is called so. */
  isArea(text) {
    return this.codes.has(folded(text)) && !this.isPlace(this.nameOf(text));
  }

  /** Whether a part is a country, or the region of another part: then its codes are said. Alone it is what was asked. */
  isAreaBeside(part, parts, codes) {
    if (parts.length < 2 || !this.isArea(part)) return false;
    const own = this.codes.get(folded(part));
    const isCountry = own.every((code) => code.length === 2);
    if (!isCountry && !parts.some((other) => other !== part && this.isPlace(this.nameOf(other), own))) return false;
    codes.push(...own);
    return true;
  }

  /** The runs of words around regions and districts: "Ізюм" of "Ізюм Харківська область". Adds the codes of regions. */
  around(words, codes) {
    const at = words.findIndex((word) => this.regionWords.has(folded(word)) || this.districtWords.has(folded(word)));
    if (at < 0) return [words];
    const isRegion = this.regionWords.has(folded(words[at]));
    const [first, end] = isRegion ? this.regionAt(words, at) : districtAt(words, at);
    if (isRegion) codes.push(...this.codesOfBeginning(words.slice(first, end)));
    return [words.slice(0, first), ...this.around(words.slice(end), codes)];
  }

  /** Where a region begins and ends whose word stands at a place: its name is the longest run before it, else behind it. */
  regionAt(words, at) {
    const before = WORDS_OF_A_REGION.map((n) => [at - n, at + 1]);
    const behind = WORDS_OF_A_REGION.map((n) => [at, at + 1 + n]);
    const isNamed = ([first, end]) => first >= 0 && end <= words.length && this.codesOfBeginning(words.slice(first, end)).length > 0;
    return [...before, ...behind].find(isNamed) ?? [at, at + 1];
  }

  /** Beside the word for it, the beginning of the name of a region is enough: "Харк. обл.", "Харківської обл." */
  codesOfBeginning(words) {
    const begun = this.withoutRegionWords(words);
    const stem = begun.length > 6 ? begun.slice(0, -2) : begun;
    return stem.length > 2 ? [...this.codes].flatMap(([name, codes]) => (name.startsWith(stem) ? codes : [])) : [];
  }

  /** "Malmö" of "Malmö Skåne": where the rest is the name of a place there. Adds the codes of the region. */
  withoutRegionAtAnEnd(words, codes) {
    for (const n of WORDS_OF_A_REGION.filter((n) => n < words.length))
      for (const [run, rest] of [[words.slice(-n), words.slice(0, -n)], [words.slice(0, n), words.slice(n)]])
        if (this.isArea(run.join(" "))) {
          const own = this.codes.get(folded(run.join(" ")));
          if (!this.isPlace(this.nameOf(rest.join(" ")), own)) continue;
          codes.push(...own);
          return rest.join(" ");
        }
    return words.join(" ");
  }
}

/** The word for a district and the one that says which: before it, or else behind it. */
function districtAt(words, at) {
  return at > 0 && /\p{L}/u.test(words[at - 1]) ? [at - 1, at + 1] : [at, at + 2];
}
