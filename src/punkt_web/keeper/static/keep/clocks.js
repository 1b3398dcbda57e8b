// The clocks of the point: what is typed into a form and what the page tells goes by them, wherever the device thinks it
// is. item_forms.py reads the same forms alike.

const DAY_MS = 86_400_000;
const TYPED = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

/** The zone of the point; that of the device on a page that was kept before. */
const zone = () => document.querySelector("[data-line]")?.dataset.zone || undefined;

const PARTS = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };

/** What clocks show at a moment, less the moment, in milliseconds. */
function offsetAt(moment) {
  const parts = new Intl.DateTimeFormat("en-GB", { ...PARTS, hourCycle: "h23", timeZone: zone() }).formatToParts(moment);
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - Math.floor(moment / 1000) * 1000;
}

/** The moment of a time that was typed, as items have it; of an hour that clocks show twice the first. No time stays as it is. */
export function momentOf(typed) {
  const [, year, month, ...rest] = (TYPED.exec(typed) ?? []).map(Number);
  if (!year) return typed;
  const shown = Date.UTC(year, month - 1, ...rest);
  const [before, after] = [offsetAt(shown - DAY_MS), offsetAt(shown + DAY_MS)];
  const isAfter = offsetAt(shown - before) !== before && offsetAt(shown - after) === after;
  return new Date(shown - (isAfter ? after : before)).toISOString();
}

const dayOf = (moment) => moment.toLocaleDateString("en-CA", { timeZone: zone() });

/** "14:05" of today, "14:05, 30 January" of another day, with 24 hours in every language. */
export function time(moment) {
  const at = new Date(moment);
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang;
  const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone() });
  if (dayOf(at) === dayOf(new Date())) return clock;
  return `${clock}, ${at.toLocaleDateString(locale, { day: "numeric", month: "long", timeZone: zone() })}`;
}
