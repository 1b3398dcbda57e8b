// What an item of the queue says, in words: for each kind its own.

const NUMBERS = ["headcount", "fuel_quarters", "fuel_l", "water_l", "indoor_c", "n_staff", "n_visits"];

function toldReport(message, words) {
  const numbers = NUMBERS.filter((name) => message[name] !== undefined);
  const services = Object.entries(message.services ?? {});
  const short = message.shortages?.map((word) => words.shortage[word]).join(", ");
  const said = [
    message.state && words.state[message.state],
    ...numbers.map((name) => `${words[name]}: ${message[name]}${name === "fuel_quarters" ? "/4" : ""}`),
    ...services.map(([key, answer]) => `${words.service[key] ?? key}: ${words.answer[answer]}`),
    message.shortages && `${words.shortages}: ${short || words.nothing}`,
    ...Object.entries(message.bands ?? {}).map(([band, n]) => `${words.band[band]}: ${n}`),
    ...Object.entries(message.visit_bands ?? {}).map(([band, n]) => `${words.n_visits}, ${words.band[band]}: ${n}`),
    message.note,
  ];
  return said.filter(Boolean).join("; ");
}

const sentence = (...parts) => parts.filter(Boolean).join(": ");

const amount = (quantity, words) => quantity ?? words.quantity_unknown;

const TELLING = {
  report: toldReport,
  checklist: ({ list, lines }, words) => sentence(words.list[list], Object.keys(lines ?? {}).length),
  incident: ({ about, what }, words) => sentence(words.kind.incident, words.about[about], what),
  incident_note: ({ what }, words) => sentence(words.kind.incident_note, what),
  request: ({ thing, quantity, urgency, note }, words) =>
    sentence(words.kind.request, words.thing?.[thing] ?? thing, amount(quantity, words), words.urgency?.[urgency], note),
  arrival: ({ quantity, enough, note }, words) =>
    sentence(words.kind.arrival, amount(quantity, words), enough === "no" ? words.more : words.enough, note),
  withdrawal: ({ note }, words) => sentence(words.kind.withdrawal, note),
  hand_over: ({ note }, words) => sentence(words.kind.hand_over, note),
};

export const REPORT = "report";

/** The kind of an item; one that names none is a report. */
export const kindOf = ({ kind }) => kind ?? REPORT;

/** One line; of a kind that this page does not know, its name. */
export const told = (message, words) => (TELLING[kindOf(message)] ?? (({ kind }) => words.kind?.[kind] ?? kind))(message, words);
