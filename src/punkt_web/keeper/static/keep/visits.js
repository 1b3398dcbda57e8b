// Entries counted by a tap each. What was counted and not sent yet outlives the page.

import { say } from "./live.js";
import { keep, kept } from "./storage.js";

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
    this.field.value ||= kept(this.key);
    buttons.hidden = false;
  }

  remember() {
    keep(this.key, this.field.value);
  }

  /** They go with a report now. */
  forget() {
    keep(this.key, "");
  }
}
