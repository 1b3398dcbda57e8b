// What an item of the queue says, in words: for each kind its own; and how far it is on its way.

const NUMBERS = ["headcount", "fuel_quarters", "fuel_l", "water_l", "indoor_c", "n_staff", "n_visits"];

/**
 * What a report says, thing by thing: `{thing, own, told}`, where `own` are words beside the thing itself and `told` words
 * that name it.
 */
export function partsOf(message, words) {
  const part = (thing, label, value) => ({ thing, own: `${value}`, told: label ? `${label}: ${value}` : `${value}` });
  const bands = (thing, label) =>
    Object.entries(message[thing] ?? {}).map(([band, n]) => {
      const own = `${words.band[band]}: ${n}`;
      return { thing, own, told: label ? `${label}, ${own}` : own };
    });
  const number = (name) => {
    const n = message[name];
    if (name !== "fuel_quarters") return part(name, words[name], n);
    return { ...part(name, words[name], `${n}/4`), own: words.quarters?.[n] ?? `${n}/4` };
  };
  const short = message.shortages?.map((word) => words.shortage[word]).join(", ");
  const answers = Object.entries(message.services ?? {});
  return [
    message.state && part("state", "", words.state[message.state]),
    ...NUMBERS.filter((name) => message[name] !== undefined).map(number),
    ...answers.map(([key, answer]) => part(key, words.service[key] ?? key, words.answer[answer])),
    message.shortages && part("shortages", words.shortages, short || words.nothing),
    ...bands("bands", ""),
    ...bands("visit_bands", words.n_visits),
    message.note && part("note", "", message.note),
  ].filter(Boolean);
}

const sentence = (...parts) => parts.filter(Boolean).join(": ");

const amount = (quantity, words) => quantity ?? words.quantity_unknown;

const TELLING = {
  report: (message, words) =>
    partsOf(message, words)
      .map(({ told }) => told)
      .join("; "),
  checklist: ({ list, lines }, words) =>
    sentence(words.list[list], (words.answered ?? "#").replace("#", Object.keys(lines ?? {}).length)),
  incident: ({ about, what }, words) => sentence(words.kind.incident, words.about[about], what),
  incident_note: ({ what }, words) => sentence(words.kind.incident_note, what),
  request: ({ thing, quantity, urgency, note }, words) =>
    sentence(words.kind.request, words.thing?.[thing] ?? thing, amount(quantity, words), words.urgency?.[urgency], note),
  arrival: ({ quantity, enough, note }, words) =>
    sentence(words.kind.arrival, amount(quantity, words), enough === "no" ? words.more : words.enough, note),
  withdrawal: ({ note }, words) => sentence(words.kind.withdrawal, note),
  hand_over: ({ note }, words) => sentence(words.kind.hand_over, note),
  inspection: ({ answers }, words) => sentence(words.kind.inspection, words.answered.replace("#", answers?.length ?? 0)),
  inspection_photo: ({ line }, words) => sentence(words.kind.inspection_photo, words.line?.[line]),
  shift_step: ({ step }, words) => words.step?.[step] ?? words.kind.shift_step,
};

export const REPORT = "report";

/** The kind of an item; one that names none is a report. */
export const kindOf = ({ kind }) => kind ?? REPORT;

/** One line; of a kind that this page does not know, its name. */
export const told = (message, words) => (TELLING[kindOf(message)] ?? (({ kind }) => words.kind?.[kind] ?? kind))(message, words);

/** "14:05" of today, "14:05, 30 January" of another day, with 24 hours in every language. */
export function time(moment) {
  const at = new Date(moment);
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang;
  const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clock : `${clock}, ${at.toLocaleDateString(locale, { day: "numeric", month: "long" })}`;
}

/** How far an item is, as a look of the page: "waits", "received" or "refused". */
export const lookOf = ({ receivedAt, why }) => (receivedAt && "received") || (why && "refused") || "waits";

/** The same in words. `isStuck`: something stands in the way of sending. A page that was kept before has one word for both. */
export function outcome({ receivedAt, why }, words, isStuck) {
  if (receivedAt) return words.received.replace("#", time(receivedAt));
  if (why) return words.not_taken.replace("#", why);
  return (isStuck ? words.not_sent : words.on_its_way) ?? words.kept;
}

/** "Open – told 14:02, on its way": what was said with when, and how far it is; of one minute, "Open – received 14:02". */
export function said(what, item, words, isStuck) {
  const told = time(item.message.observed_at);
  const isAtOnce = item.receivedAt && told === time(item.receivedAt);
  const how = [isAtOnce ? "" : (words.told ?? "#").replace("#", told), outcome(item, words, isStuck)].filter(Boolean).join(", ");
  return what ? `${what} – ${how}` : how;
}
