// A report as it is sent (docs/reference/reports.md), from what was entered. What was left empty was not spoken of.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WHOLE = ["headcount", "fuel_quarters", "n_staff"];
const MEASURED = ["fuel_l", "water_l", "indoor_c"];
const NOTHING_SHORT = "nothing";
const BAND = "band.";

/** A number for a report: the time, and what chance adds, so that no two devices make the same. */
export function newUlid(now = Date.now()) {
  let time = "";
  for (let left = now, place = 0; place < 10; place += 1, left = Math.floor(left / 32)) time = LETTERS[left % 32] + time;
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return time + Array.from(chance, (byte) => LETTERS[byte % 32]).join("");
}

/** What was entered into a form, with the button that sent it; an empty object where nothing was. */
export function entered(form, button) {
  const given = new FormData(form);
  const content = {};
  if (button?.name === "state") content.state = button.value;
  for (const name of WHOLE) if (given.get(name)) content[name] = Number.parseInt(given.get(name), 10);
  for (const name of MEASURED) if (given.get(name)) content[name] = Number.parseFloat(given.get(name));
  const short = given.getAll("shortages");
  if (short.length) content.shortages = short.filter((word) => word !== NOTHING_SHORT);
  const note = given.get("note").trim();
  if (note) content.note = note;
  const services = {};
  const bands = {};
  for (const [name, value] of given) {
    if (/^(service|access)\./.test(name) && value) services[name] = value;
    if (name.startsWith(BAND) && value) bands[name.slice(BAND.length)] = Number.parseInt(value, 10);
  }
  if (Object.keys(services).length) content.services = services;
  if (Object.keys(bands).length) content.bands = bands;
  return content;
}

export function message(code, content) {
  const now = new Date();
  return { id: newUlid(now.getTime()), point: code, observed_at: now.toISOString(), ...content };
}
