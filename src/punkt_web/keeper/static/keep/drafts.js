// What was begun in the form of an item and not sent outlives the page: it is kept in the browser for a day, for the person
// who began it, and stands in the form again with a word that says so. A report is not kept so: what was seen an hour ago
// would be told as of now.

import { say } from "./live.js";
import { keep, kept, keysFrom } from "./storage.js";

const START = "punkt-keep-draft";
const KEPT_MS = 24 * 3_600_000;
const NOT_TYPED = ["hidden", "submit", "button"];

const typedIn = (form) => [...form.elements].filter(({ name, type }) => name && !NOT_TYPED.includes(type));

const isTick = ({ type }) => type === "radio" || type === "checkbox";

function isBegun(field) {
  if (isTick(field)) return field.checked && !field.defaultChecked;
  if (field.options) return field.value !== "" && ![...field.selectedOptions].every((option) => option.defaultSelected);
  return field.value !== field.defaultValue;
}

/** What is about the same is the same form: hidden fields say what a form is about. */
const aboutOf = ({ elements }) =>
  [...elements].filter(({ type, name }) => type === "hidden" && !["csrfmiddlewaretoken", "ulid"].includes(name)).map(({ value }) => value);

function draftOf(key) {
  try {
    return JSON.parse(kept(key));
  } catch {
    return null;
  }
}

/** Who signs out takes along what they began. */
export const dropDraftsOf = (who) => keysFrom(`${START} ${who} `).forEach((key) => keep(key, ""));

export class Drafts {
  constructor({ code, who, words }) {
    Object.assign(this, { code, who, words });
  }

  /** Puts back what was begun, and keeps what is typed from now on. */
  start() {
    for (const key of keysFrom(START)) if (!(Math.abs(Date.now() - draftOf(key)?.at) < KEPT_MS)) keep(key, "");
    for (const form of document.querySelectorAll("form[data-item]")) this.restore(form);
    document.addEventListener("input", ({ target }) => {
      const form = target.form ?? target;
      if (form.matches("form[data-item]")) this.remember(form);
    });
  }

  keyOf(form) {
    return [START, this.who, this.code, form.dataset.item, ...aboutOf(form)].join(" ");
  }

  remember(form) {
    const fields = typedIn(form).filter(isBegun).map(({ name, value }) => [name, value]);
    keep(this.keyOf(form), fields.length ? JSON.stringify({ at: Date.now(), fields }) : "");
  }

  /** What stood in a form is sent, or not wanted any more. */
  forget(form) {
    keep(this.keyOf(form), "");
    form.querySelector("[data-draft]")?.remove();
  }

  restore(form) {
    const draft = draftOf(this.keyOf(form));
    if (!draft) return;
    for (const field of typedIn(form))
      for (const [name, value] of draft.fields) {
        if (name !== field.name) continue;
        if (!isTick(field)) field.value = value;
        else if (field.value === value) field.checked = true;
      }
    this.tell(form);
  }

  tell(form) {
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: this.words.clear });
    const notice = Object.assign(document.createElement("p"), { className: "notice row" });
    const said = Object.assign(document.createElement("span"), { className: "grow", textContent: this.words.begun });
    notice.dataset.draft = "";
    notice.append(said, clear);
    clear.addEventListener("click", () => {
      form.reset();
      this.forget(form);
      typedIn(form)[0]?.focus();
    });
    form.prepend(notice);
    for (let place = form; place; place = place.parentElement) if (place.localName === "details") place.open = true;
    say(this.words.begun);
  }
}
