// A form that stays filled in when it was told, to be gone on with, also when the page was opened anew meanwhile.

/** What stands in it now is what was told. */
export function keepAnswers(form) {
  for (const field of form.elements)
    if (field.type === "radio") field.defaultChecked = field.checked;
    else if (field.type === "text") field.defaultValue = field.value;
}

/** The answers of an item that waits, which the page of the server does not have yet. */
export function fill(form, { lines = {} }) {
  for (const [key, told] of Object.entries(lines))
    for (const [name, value] of Object.entries(told)) {
      const field = form.elements[`lines.${key}.${name}`];
      if (field) field.value = value;
    }
  keepAnswers(form);
}
