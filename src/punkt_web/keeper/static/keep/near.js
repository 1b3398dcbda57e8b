// Beside each thing of the report, where the finger is: what was entered and is not sent yet, what is on its way, and what
// was received. A place is `[data-near=THING]`; what the server wrote there stays until this device said something newer.

import { lookOf, partsOf, said } from "./telling.js";

const ownWords = (parts) => parts.map(({ own }) => own).join(", ");

export function show(place, text, look = "") {
  if (place.textContent !== text) place.textContent = text;
  place.dataset.look = look;
}

function madeBefore(place) {
  const made = Object.assign(document.createElement("p"), { className: "near", hidden: true });
  place.before(made);
  return made;
}

/** What a report says of a thing, whichever part of it that stands in. */
const valueOf = (message, thing) => message[thing] ?? message.services?.[thing];

export class Near {
  constructor(form, words) {
    Object.assign(this, { form, words });
    this.places = [...form.querySelectorAll("[data-near]")].map((place) => ({
      place,
      things: place.dataset.near.split(" "),
      before: place.textContent,
      // A count shows both: what was told last, and what was counted since.
      isCount: place.dataset.counted !== undefined,
      entered: madeBefore(place),
    }));
  }

  /** Shows what was entered and is not sent; gives how many things that are. `since` is from where heads are counted on. */
  enter(content, since) {
    const parts = partsOf(content, this.words);
    for (const { place, things, isCount, entered } of this.places) {
      const own = parts.filter(({ thing }) => things.includes(thing));
      const more = things.includes("headcount") && since !== "" ? this.more(content.headcount - since) : "";
      show(entered, own.length ? `${ownWords(own)}${more} – ${this.words.entered}` : "", "entered");
      entered.hidden = !own.length;
      place.hidden = own.length > 0 && !isCount;
    }
    return new Set(parts.map(({ thing }) => thing)).size;
  }

  more(difference) {
    return difference ? ` (${difference > 0 ? "+" : "−"}${Math.abs(difference)})` : "";
  }

  /** Shows how far the last word on each thing is. `newest(things)` gives its item, or words of others as a text. */
  tell(newest, isStuck) {
    for (const { place, things, before } of this.places) {
      const last = newest(things);
      const item = last?.message && last;
      const own = item && ownWords(partsOf(item.message, this.words).filter(({ thing }) => things.includes(thing)));
      if (item) show(place, said(last.doubt?.replace("#", own) ?? own, item, this.words, isStuck), lookOf(item));
      else show(place, last ?? before);
      for (const thing of things) this.mark(thing, item);
    }
  }

  /** The answer that was told last, in the row of answers itself. */
  mark(thing, item) {
    for (const field of this.form.querySelectorAll(`[type=radio][name="${CSS.escape(thing)}"], .big[name="${CSS.escape(thing)}"]`)) {
      const isIt = item && field.value === `${valueOf(item.message, thing)}`;
      (field.closest("label") ?? field).dataset.look = isIt ? lookOf(item) : "";
    }
  }
}
