// Says in words what is known of a point, with the finder's own sentences in the language that is asked for.

const MARKS = { yes: "✓", limited: "◐", no: "✗", "n/a": "✗", unknown: "?" };
const SERVICE_SENTENCES = { limited: "service_limited", no: "service_no", "n/a": "service_no", unknown: "service_unknown" };
const LOOKS = { open: "open", full: "full", opening: "full", closed: "shut" };
/** The sign before decimals, the one between thousands, and the most digits that stand without it. As Intl writes them,
    whose tables an old phone takes a tenth of a second to load. */
const NUMBERS = { en: [".", ",", 3], uk: [",", "\u00a0", 3], et: [",", "\u00a0", 4], sv: [",", "\u00a0", 3] };
/** The months, how a day is written, and what stands before the hour: as Intl writes them, for the same reason;
    in English as in Britain, the day first. */
const DATES = {
  en: ["Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec", (day, month, year) => `${day} ${month} ${year}`, ", "],
  uk: ["січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.", (day, month, year) => `${day} ${month} ${year} р.`, ", "],
  et: ["jaan veebr märts apr mai juuni juuli aug sept okt nov dets", (day, month, year) => `${day}. ${month} ${year}`, ", "],
  sv: ["jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.", (day, month, year) => `${day} ${month} ${year}`, " "],
};

/** Whether people at the door say that it is shut: such a word has an age, and nobody who told it. */
const isContradicted = ({ word, ageMin }) => word.teller === null && word.state !== null && ageMin !== null;

export class Wording {
  /** `told` holds the words of one language: sentences, counted, labels, directions, states, hostKinds, page. */
  constructor(language, told, rules) {
    this.language = language;
    this.told = told;
    this.rules = rules;
    this.plural = new Intl.PluralRules(language);
  }

  filled(text, values) {
    return text.replace(/%\((\w+)\)[ds]|%%/g, (whole, name) => (name ? String(values[name]) : "%"));
  }

  say(key, values = {}) {
    return this.filled(this.told.sentences[key], values);
  }

  page(key, values = {}) {
    return this.filled(this.told.page[key], values);
  }

  count(key, n, values = {}) {
    const forms = this.told.counted[key];
    return this.filled(forms[this.plural.select(n)] ?? forms.other, { n, ...values });
  }

  number(n, digits = 0) {
    const [comma, between, longestWhole] = NUMBERS[this.language] ?? NUMBERS.en;
    // A half goes up as it is written, also where its binary form is a little less.
    const rounded = Math.round(n * 10 ** digits + 1e-9) / 10 ** digits;
    const [whole, part] = rounded.toFixed(digits).split(".");
    const grouped = whole.length > longestWhole ? whole.replace(/\B(?=(\d{3})+$)/g, between) : whole;
    return part ? grouped + comma + part : grouped;
  }

  /** The day and the hour where the reader is. */
  time(moment) {
    const [, , between] = DATES[this.language] ?? DATES.en;
    const [hour, minutes] = [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, "0"));
    return `${this.date(moment.getFullYear(), moment.getMonth(), moment.getDate())}${between}${hour}:${minutes}`;
  }

  /** The day in UTC. */
  day(moment) {
    return this.date(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  }

  date(year, month, day) {
    const [months, written] = DATES[this.language] ?? DATES.en;
    return written(day, months.split(" ")[month], year);
  }

  bySize([inMinutes, inHours, inDays], minutes, fewMinutes) {
    if (minutes < fewMinutes) return this.count(inMinutes, minutes);
    const hours = Math.floor(minutes / 60);
    return hours < this.rules.fewHours ? this.count(inHours, hours) : this.count(inDays, Math.floor(hours / 24));
  }

  ago(ageMin) {
    const minutes = Math.floor(ageMin);
    return minutes < 1 ? this.say("just_now") : this.bySize(["min_ago", "hours_ago", "days_ago"], minutes, this.rules.fewMinutesAgo);
  }

  state(found) {
    const { state, sureness } = found.shown;
    if (state === "standby") return this.say("standby");
    if (state !== "not_confirmed") return this.say(`${state}_${sureness === "almost_certain" ? "certain" : "likely"}`);
    const { teller, isWithheld } = found.word;
    if (isContradicted(found)) return this.say("contradicted");
    if (teller === null) return this.say(isWithheld ? "not_shown" : "never_confirmed");
    if (teller === "resident") return this.say("not_by_staff");
    if (found.ageMin === null) return this.say("not_for_over_a_day");
    return this.bySize(["not_for_min", "not_for_hours", "not_for_days"], Math.floor(found.ageMin), this.rules.fewMinutesNotConfirmed);
  }

  look(found) {
    return LOOKS[found.shown.state] ?? "";
  }

  confirmation(found) {
    const { word, ageMin, shown } = found;
    const isStandby = shown.state === "standby";
    if (word.isWithheld) return "";
    if (isContradicted(found))
      return this.say("last_word_contradicted", { ago: this.ago(ageMin), state: this.told.states[word.state] });
    if (word.teller === null) return this.say(isStandby ? "opens_when_asked" : "nobody_confirmed");
    const ago = ageMin === null ? this.say("over_a_day_ago") : this.ago(ageMin);
    if (shown.state === "not_confirmed")
      return this.say("last_word", { who: this.told.tellers[word.teller], ago, state: this.told.states[word.state] });
    const said = this.say(word.teller === "resident" ? "resident_said" : "staff_said", { ago });
    return isStandby ? `${said} ${this.say("opens_when_asked")}` : said;
  }

  distance(metres) {
    const { metresBelowM, tenthsBelowM } = this.rules;
    if (metres < metresBelowM) return this.say("metres", { n: this.number(Math.max(10, Math.round(metres / 10) * 10)) });
    return this.say("kilometres", { n: this.number(metres / 1000, metres < tenthsBelowM ? 1 : 0) });
  }

  /** How far it is, in which direction and how long on foot: parts that apply. `direction` is one of eight. */
  way(found, direction) {
    const { point, distanceM } = found;
    if (distanceM === null) return [this.say("distance_unknown")];
    if (point.isAreaOnly) return [this.say("about_km", { n: this.number(Math.max(1, Math.round(distanceM / 1000))) })];
    const walkedM = distanceM * this.rules.detourFactor;
    if (this.isRough(point)) return [this.say("about_distance", { distance: this.distance(walkedM) })];
    const minutes = Math.max(1, Math.ceil(+(walkedM / this.rules.walkingMPerS / 60).toFixed(9)));
    return [
      this.distance(walkedM),
      distanceM >= this.rules.directionFromM ? this.told.directions[direction] : "",
      minutes <= this.rules.longestWalkMin ? this.count("on_foot", minutes) : "",
    ].filter(Boolean);
  }

  isRough(point) {
    return point.accuracyM > this.rules.roughM;
  }

  seats(found) {
    const { seats } = found.point;
    if (seats === null) return this.say("seats_unknown");
    if (!found.isCounted) return this.count("seats_only", seats);
    if (found.hasNoRoom) return this.count("nearly_full", seats);
    return this.count("at_most_taken", seats, { percent: this.rules.occupancyPercent[found.word.occupancy] });
  }

  service(found, fact) {
    const word = found.availability(fact);
    const service = this.told.labels[fact];
    const key = SERVICE_SENTENCES[word];
    return { mark: MARKS[word], isSure: word === "yes", text: key ? this.say(key, { service }) : service };
  }

  /** The name of a point and the language it is in, "" where it is the page's own or not known. */
  name(point, ownLanguage) {
    const [name, language] = this.nameIn(point.names, ownLanguage);
    if (name) return [name, language === this.language ? "" : language];
    if (point.isAreaOnly) return [this.say("point_withheld", { code: point.code }), ""];
    const hostKind = this.told.hostKinds[point.hostKind];
    return [hostKind ? `${hostKind} ${point.code}` : this.say("point", { code: point.code }), ""];
  }

  /** The name that suits the page best, and its language; "" twice where there is none. */
  nameIn(names, ownLanguage = "") {
    const language = [this.language, "en", ownLanguage, ...Object.keys(names)].find((one) => names[one]) ?? "";
    return [names[language] ?? "", language];
  }

  /** The name of a place of three: in the local alphabet, in Latin letters, in English; its region, if given, behind it. */
  placeName([local, latin, english], region = "") {
    const name = this.language === "uk" ? local : (this.language === "en" && english) || latin || local;
    const [own, inEnglish] = this.rules.regions[region] ?? [];
    if (!own) return name;
    const isOwn = this.rules.countryLanguages[region.slice(0, 2)] === this.language;
    return `${name} (${isOwn ? own : inEnglish})`;
  }

  where({ isAreaOnly, address, settlement }) {
    if (isAreaOnly) return this.say("address_withheld");
    return [address, address.includes(settlement) ? "" : settlement].filter(Boolean).join(", ");
  }

  position(point) {
    if (point.isAreaOnly) return "";
    if (!point.place) return this.say("position_unknown");
    return this.isRough(point) ? this.say("position_rough") : "";
  }

  /** When it is meant to be open, as it was written: a plan, no state. */
  hours({ mode, hoursNormal: normal, hoursActivated: activated }) {
    const isAlways = (mode === "24/7" && !normal) || normal.trim() === "24/7";
    if (isAlways) return [this.say("always_open")];
    return [
      normal ? this.say("hours", { hours: normal }) : "",
      activated && activated !== normal ? this.say("hours_activated", { hours: activated }) : "",
    ].filter(Boolean);
  }
}
