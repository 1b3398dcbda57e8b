// The form of an inspection and what it says, line by line; inspection_forms.py reads the same form alike.

const PARTS = ["answer", "value", "note"];
const isTick = ({ type }) => type === "radio" || type === "checkbox";

export const linesOf = (form) => [...form.querySelectorAll("[data-key]")];

const fieldsOf = (line) => [...line.querySelectorAll("input, select, textarea")].filter(({ type }) => type !== "file");

const partOf = ({ name }) => name.slice(0, name.indexOf(":"));

const valueOf = (field) => (isTick(field) && !field.checked ? "" : field.value.trim());

/** `{key, answer, value, note}` of a line, without what is empty. */
function rowOf(line) {
  const row = { key: line.dataset.key };
  for (const field of fieldsOf(line)) if (valueOf(field)) row[partOf(field)] = valueOf(field);
  return row;
}

export const isAnswered = ({ answer, value }) => Boolean(answer || value);

/** All lines of which anything was entered. */
export const rowsOf = (form) => linesOf(form).map(rowOf).filter((row) => PARTS.some((part) => row[part]));

/** What an inspection is told by: a note alone is no answer. */
export const answersOf = (form) => rowsOf(form).filter(isAnswered);

/** Whether a line has a note and no answer. */
export function hasNoteAlone(line) {
  const row = rowOf(line);
  return Boolean(row.note) && !isAnswered(row);
}

/** A number that was told is seen, and one that was not seen has none. */
export function settleMeasure(field) {
  const measure = field.closest(".measure");
  if (!measure) return;
  const [told, notSeen] = ["[name^='value:']", "[type=checkbox]"].map((part) => measure.querySelector(part));
  if (field === notSeen && notSeen.checked) told.value = "";
  else if (field === told && told.value) notSeen.checked = false;
}

/** Puts answers into the form, each line as a whole: what is not told of it is empty. */
export function fill(form, rows) {
  const told = new Map(rows.map((row) => [row.key, row]));
  for (const line of linesOf(form))
    for (const field of fieldsOf(line)) {
      const value = told.get(line.dataset.key)?.[partOf(field)] ?? "";
      if (isTick(field)) field.checked = field.value === value;
      else field.value = value;
      if (field.value && field.localName === "textarea") field.closest("details").open = true;
    }
}

const defaultOf = (field) => (field.options ? [...field.options].find((one) => one.defaultSelected)?.value ?? "" : field.defaultValue);

/** Marks what was entered and is not at the server. */
export function markEntered(form) {
  for (const line of linesOf(form))
    for (const field of fieldsOf(line)) if (!isTick(field)) field.classList.toggle("entered", field.value !== defaultOf(field));
}

/** What stands in the form now is at the server. */
export function settle(form) {
  for (const line of linesOf(form))
    for (const field of fieldsOf(line)) {
      if (isTick(field)) field.defaultChecked = field.checked;
      else if (field.options) for (const option of field.options) option.defaultSelected = option.selected;
      else field.defaultValue = field.value;
    }
  markEntered(form);
}
