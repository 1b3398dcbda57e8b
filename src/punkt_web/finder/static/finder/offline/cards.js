// A point of an answer as a card.

import { element, paragraph } from "./elements.js";
import { directionOf } from "./judging.js";

export class Cards {
  /** `needs` are the facts that were asked for. */
  constructor({ wording, rules, language, needs }) {
    this.wording = wording;
    this.language = language;
    this.facts = Array.from(new Set([...needs, ...rules.mainServices]));
  }

  card(found, where, isBest) {
    const { point } = found;
    const [name, nameLanguage] = this.wording.name(point, this.language);
    const way = where ? this.wording.way(found, point.place ? directionOf(where, point.place) : 0) : [];
    const services = this.facts.map((fact) => this.wording.service(found, fact));
    const hours = this.wording.hours(point).join(" ");
    const card = element(
      "article",
      { className: isBest ? "card best" : "card" },
      element("p", { className: "said" }, element("span", { className: `state ${this.wording.look(found)}` }, this.wording.state(found))),
      element("p", { className: "small said" }, this.wording.confirmation(found)),
      element("h3", nameLanguage ? { lang: nameLanguage } : {}, name),
      way.length ? element("p", {}, element("b", { className: "num" }, way[0]), ...way.slice(1).map((one) => ` · ${one}`)) : null,
      paragraph([this.wording.where(point), point.entranceNote].filter(Boolean).join(". ")),
      paragraph(this.wording.position(point), "small"),
      paragraph(this.wording.seats(found), "num"),
      element("ul", { className: "facts" }, ...services.map(({ mark, isSure, text }) => element("li", { className: isSure ? "" : "q" }, `${mark} ${text}`))),
      paragraph(hours, "small"),
      element("div", { className: "row pair noprint" }, this.mapLink(point), element("span", { className: "small" }, this.wording.say("point", { code: point.code }))),
    );
    card.dataset.code = point.code;
    return card;
  }

  mapLink({ isAreaOnly, place }) {
    if (isAreaOnly || !place) return null;
    const [latitude, longitude] = place.map((degrees) => degrees.toFixed(5));
    const href = `geo:${latitude},${longitude}?q=${latitude},${longitude}`;
    return element("a", { className: "btn", href }, this.wording.page("map"));
  }
}
