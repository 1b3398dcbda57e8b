// An answer as it stands on the page: its heading, its groups of cards, and what to do where there is none.

import { Cards } from "./cards.js";
import { element, paragraph } from "./elements.js";
import { around, arranged } from "./judging.js";

export class Answers {
  /** `foundAt` gives what is known of a point, `isNamedAround` whether one is of a place around, `choose` takes a place that was offered. */
  constructor(context) {
    Object.assign(this, context);
    this.cards = new Cards(context);
  }

  /** The parts of the answer to what was asked. */
  of(asked) {
    const parts = asked.problem ? this.problem(asked) : asked.points ? this.named(asked) : this.near(asked);
    return parts.filter(Boolean);
  }

  near(asked) {
    const { placed, unplaced } = around(this.points, asked.place, this.rules, this.foundAt, this.isNamedAround(asked));
    let groups = arranged(placed, unplaced, this.needs, this.rules);
    const hasPoints = placed.length + unplaced.length > 0;
    const isRelaxed = groups.isEmpty && hasPoints && this.needs.length > 0;
    if (isRelaxed) groups = arranged(placed, unplaced, [], this.rules);
    return [
      this.heading(asked, groups, hasPoints),
      asked.unmatched ? paragraph(this.wording.page("unmatched", { text: asked.unmatched }), "small") : null,
      this.meant(asked.others),
      hasPoints ? null : paragraph(this.wording.page("nothing")),
      hasPoints ? null : this.instead(),
      isRelaxed ? paragraph(this.wording.page("relaxed"), "notice") : null,
      hasPoints && !groups.open.length ? paragraph(this.wording.page("none_open"), "notice") : null,
      ...this.group("", groups.open, asked.place),
      ...this.group("not_confirmed", groups.notConfirmed, asked.place),
      ...this.group("maybe", groups.maybe, asked.place),
      ...this.group("shut", groups.shut, asked.place),
      ...this.group("unplaced", groups.unplaced, asked.place),
      hasPoints ? paragraph(this.wording.page("danger")) : null,
      hasPoints ? paragraph(this.order(asked), "small") : null,
    ];
  }

  /** How the points are ordered and what their distances are. */
  order({ names }) {
    const detour = this.wording.number(this.rules.detourFactor, 1);
    const keys = [names && "from_middle", "order", "slow"].filter(Boolean);
    return keys.map((key) => this.wording.page(key, { detour })).join(" ");
  }

  heading({ names, region, others }, { hasOpen, isOpenFarOnly }, hasPoints) {
    const open = isOpenFarOnly ? "open_far" : "open_near";
    const key = hasPoints ? (hasOpen ? open : "none_near") : "nothing_near";
    const isOneOfMany = names && others.some((other) => other.names[0] === names[0]);
    const place = names && this.wording.placeName(names, isOneOfMany ? region : "");
    return this.title(place ? this.wording.page(key, { place }) : this.wording.page(`${key}_here`));
  }

  /** The first heading takes the focus. */
  title(text) {
    return element("h2", { tabIndex: -1 }, text);
  }

  named({ points, nMore }) {
    return [
      this.title(this.wording.page("found")),
      ...this.group("", points.map((point) => this.foundAt(point)), null),
      nMore ? paragraph(this.wording.page("more_found", { n: this.wording.number(nMore) })) : null,
      paragraph(this.wording.page("danger")),
    ];
  }

  problem({ problem, others }) {
    const heading = this.title(this.wording.page(problem));
    const help = problem === "no_places" ? paragraph(this.wording.page("no_places_help")) : null;
    return [heading, help, this.meant(others), this.instead()];
  }

  meant(others) {
    if (!others.length) return null;
    const choices = others.map(({ names, place, region }) =>
      element("button", {
        type: "button",
        className: "btn",
        textContent: this.wording.placeName(names, region),
        onclick: () => this.choose({ place, names, region, others: [], unmatched: "" }),
      }),
    );
    return element("div", { className: "row" }, element("span", {}, this.wording.page("meant")), ...choices);
  }

  instead() {
    const items = ["call", "ask", "radio", "look"].map((key) => element("li", {}, this.wording.page(`instead_${key}`)));
    const heading = element("p", {}, element("b", {}, this.wording.page("instead")));
    return element("div", { className: "notice" }, heading, element("ul", {}, ...items));
  }

  group(key, ones, where) {
    if (!ones.length) return [];
    const heading = key ? element("h2", {}, this.wording.page(key)) : null;
    return [heading, ...ones.map((one, at) => this.cards.card(one, where, !key && at === 0 && one.isConfirmed))];
  }
}
