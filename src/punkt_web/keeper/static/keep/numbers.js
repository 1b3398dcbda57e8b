// Numbers as people write them, with a comma or a point, checked before they are kept: what the server would refuse hours
// later is said at once, at its field. A field says its bounds (data-low, data-high, data-whole) and what to say (data-bad);
// data-at-most names a field whose number it does not pass (data-too-much).

import { say } from "./live.js";
import { show } from "./near.js";

const WRITTEN = /^[+-]?\d{1,9}([.,]\d{0,20})?$/;
const places = new WeakMap();

/** `NaN` for what is no number. */
export const numberOf = (text) => (WRITTEN.test(text.trim()) ? Number(text.trim().replace(",", ".")) : NaN);

const fieldsOf = (form) => [...form.querySelectorAll("input[data-bad]")];

function faultOf(field) {
  const { low, high, whole, bad, atMost, tooMuch } = field.dataset;
  if (!field.value.trim()) return "";
  const number = numberOf(field.value);
  if (!(number >= Number(low) && number <= Number(high)) || (whole !== undefined && !Number.isInteger(number))) return bad;
  const most = numberOf(field.form.elements[atMost]?.value ?? "");
  return number > most ? tooMuch : "";
}

function placeOf(field) {
  if (!places.has(field)) {
    const place = Object.assign(document.createElement("p"), { className: "near", id: `fault:${field.name}` });
    (field.closest(".measure") ?? field).after(place);
    field.setAttribute("aria-describedby", place.id);
    // What is being put right is not held against anybody any more.
    field.form.addEventListener("input", ({ target }) => [field.name, field.dataset.atMost].includes(target.name) && tell(field, ""));
    places.set(field, place);
  }
  return places.get(field);
}

function tell(field, fault) {
  if (!fault && !places.has(field)) return;
  show(placeOf(field), fault, fault ? "refused" : "");
  if (fault) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** Whether every number of a form can be; says at each field what is wrong with it, and leads to the first. */
export function areNumbersPossible(form) {
  const wrong = fieldsOf(form).filter((field) => {
    const fault = faultOf(field);
    tell(field, fault);
    return fault;
  });
  const [first] = wrong;
  if (!first) return true;
  first.focus();
  say(placeOf(first).textContent);
  return false;
}
