// Entries counted by a tap each. What was counted and not sent yet outlives the page.

import { say } from "./live.js";

export class Visits {
  constructor(form, { code, who }, words) {
    Object.assign(this, { form, words, key: `punkt-keep-visits ${code} ${who}` });
  }

  get field() {
    return this.form.elements.n_visits;
  }

  /** `changed` is told of a field that was changed by a tap. */
  count(changed) {
    const buttons = this.form.querySelector("[data-visits]");
    if (!buttons) return; // a page that was kept before entries were counted
    for (const button of buttons.querySelectorAll("[data-entry]"))
      button.addEventListener("click", () => {
        this.field.value = Number(this.field.value || 0) + Number(button.dataset.entry);
        this.remember();
        changed(this.field);
        say(this.words.entries.replace("#", this.field.value));
      });
    this.field.addEventListener("change", () => this.remember());
    try {
      this.field.value ||= localStorage.getItem(this.key) ?? "";
    } catch {
      // A browser that keeps nothing.
    }
    buttons.hidden = false;
  }

  remember() {
    try {
      localStorage.setItem(this.key, this.field.value);
    } catch {
      // It is in the form still.
    }
  }

  /** They go with a report now. */
  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }
}
