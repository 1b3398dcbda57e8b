// A report as it is sent (docs/reference/reports.md), from what was entered. What was left empty was not spoken of.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WHOLE = ["headcount", "fuel_quarters", "n_staff", "n_visits"];
const MEASURED = ["fuel_l", "water_l", "indoor_c"];
const NOTHING_SHORT = "nothing";
const BANDS = { "band.": "bands", "visit.": "visit_bands" };

/** A number for a report: the time, and what chance adds, so that no two devices make the same. */
export function newUlid(now = Date.now()) {
  let time = "";
  for (let left = now, place = 0; place < 10; place += 1, left = Math.floor(left / 32)) time = LETTERS[left % 32] + time;
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return time + Array.from(chance, (byte) => LETTERS[byte % 32]).join("");
}

/** The number that stands `n` places after another, as punkt.ids has it. */
export function ulidAfter(ulid, n) {
  let carried = n;
  const letters = [...ulid].reverse().map((letter) => {
    const sum = LETTERS.indexOf(letter) + carried;
    carried = Math.floor(sum / LETTERS.length);
    return LETTERS[sum % LETTERS.length];
  });
  return letters.reverse().join("");
}

/** What was entered into a form, with the button that sent it; an empty object where nothing was. */
export function entered(form, button) {
  const given = new FormData(form);
  const content = {};
  if (button?.name === "state") content.state = button.value;
  for (const name of WHOLE) if (given.get(name)) content[name] = Number(given.get(name));
  for (const name of MEASURED) if (given.get(name)) content[name] = Number(given.get(name));
  const short = given.getAll("shortages");
  if (short.length) content.shortages = short.filter((word) => word !== NOTHING_SHORT);
  const note = given.get("note").trim();
  if (note) content.note = note;
  const services = {};
  for (const [name, value] of given) {
    if (/^(service|access)\./.test(name) && value) services[name] = value;
    for (const [start, key] of Object.entries(BANDS))
      if (name.startsWith(start) && value) (content[key] ??= {})[name.slice(start.length)] = Number(value);
  }
  if (Object.keys(services).length) content.services = services;
  return content;
}

/** What tells later whether the clock of the device was set back since: by how much it went on by itself, until now. */
export const clockNow = () => ({ session: performance.timeOrigin, ran: performance.now(), clock: Date.now() });

/**
 * A report as it is to be sent, when its clock was ahead and was set back since: it must not speak of the future. One
 * that was behind makes it look older than it is, which harms nobody, and cannot be told from a device that slept.
 */
export function byTheClockOfNow({ message: report, made }, now = clockNow()) {
  if (made?.session !== now.session) return report;
  const setBackMs = now.ran - made.ran - (now.clock - made.clock);
  if (setBackMs < 1000) return report;
  return { ...report, observed_at: new Date(Date.parse(report.observed_at) - setBackMs).toISOString() };
}

/** An item of a kind, of now. */
export function message(kind, code, content) {
  const now = new Date();
  return { kind, id: newUlid(now.getTime()), point: code, observed_at: now.toISOString(), ...content };
}
