// A request that waits, as a text code: to be read out, or sent by SMS. docs/reference/report-text.md is its grammar;
// punkt.formats.request_text_writing writes the same.

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LONGEST = 160;
const CHECK_BASE = 523;

function checked(text) {
  const sum = [...text].reduce((total, letter, place) => total + ((place % (CHECK_BASE - 1)) + 1) * letter.charCodeAt(0), 0);
  return `${text} *${String(sum % CHECK_BASE).padStart(3, "0")}`;
}

/** Places that a text takes in one message; more than fit where a letter is not in its alphabet. */
function placesOf(text, { one_place: one, two_places: two }) {
  const places = [...text].map((letter) => (one.includes(letter) ? 1 : two.includes(letter) ? 2 : LONGEST + 1));
  return places.reduce((total, n) => total + n, 0);
}

const minuteOf = (moment) => Math.floor(Date.parse(moment) / MINUTE_MS) * MINUTE_MS;

const clock = (moment) => `${new Date(moment).toISOString().slice(11, 16)}Z`;

function amount({ thing, quantity }, { litre, in_litres: inLitres }) {
  if (quantity === undefined) return [];
  const tenths = Math.max(Math.round(Number(quantity) * 10), 1) / 10;
  return [`${tenths}${inLitres.includes(thing) ? litre : ""}`];
}

function until({ needed_by: neededBy, observed_at: observedAt }, { by }) {
  const ahead = neededBy === undefined ? NaN : minuteOf(neededBy) - minuteOf(observedAt);
  return ahead >= 0 && ahead < DAY_MS ? [`${by} ${clock(minuteOf(neededBy))}`] : [];
}

/** One line of ASCII with its check; "" for what has no word, or cannot be said without its note. */
export function requestText(message, words) {
  const thing = words.thing[message.thing];
  const note = message.note ? ` ${words.note}: ${message.note}` : "";
  const text = checked(
    [
      message.point,
      words.ask,
      thing,
      ...amount(message, words),
      words.urgency[message.urgency ?? words.usual],
      ...until(message, words),
      `${words.at} ${clock(message.observed_at)}`,
    ].join(" "),
  );
  const withNote = text + note;
  const fits = placesOf(withNote, words) <= LONGEST;
  if (!thing || (message.thing === words.needs_note && !fits)) return "";
  return fits ? withNote : text;
}
