// What the page shows of the items of this device: how many wait, each with its receipt, and all that wait as text.

import { time } from "./clocks.js";
import { canBeCorrected } from "./correcting.js";
import { say } from "./live.js";
import { isWaiting } from "./queue.js";
import { hasPicture } from "./pictures.js";
import { showCodes } from "./pieces.js";
import { requestText } from "./request_text.js";
import { kindOf, lookOf, outcome, said, told } from "./telling.js";

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const part = (name) => document.querySelector(`[data-${name}]`);

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text; // an alert that is written again is read out again
}

export class Shown {
  /**
   * Of the reports of one person; `dismiss` ends a report that was refused, `sendAgain` lets it wait once more, `correct`
   * opens its form with what was written.
   */
  constructor(words, { code, who }, { dismiss, sendAgain, correct }) {
    Object.assign(this, { words, code, who, dismiss, sendAgain, correct, items: [], nOfOthers: 0, nEntered: 0 });
    part("line").hidden = false;
    part("copy").addEventListener("click", () => this.copy());
    part("carry").addEventListener("toggle", () => this.showCodes());
  }

  /** `isStuck`: something stands in the way of sending. */
  show(all, isStuck) {
    const items = all.filter(({ by }) => by === this.who);
    this.nOfOthers = all.filter(({ by, receivedAt }) => by !== this.who && !receivedAt).length;
    this.items = items;
    this.showLine();
    this.tellNews(isStuck);
    part("log-part").hidden = !items.length;
    part("log").replaceChildren(...[...items].reverse().map((item) => this.row(item, isStuck)));
    const unsent = items.filter(({ receivedAt }) => !receivedAt);
    part("carry").hidden = !unsent.length;
    const told = unsent.filter((item) => !hasPicture(item));
    setText(part("carried"), told.map(({ message }) => JSON.stringify(message)).join("\n"));
    this.showLeftOut(unsent.length - told.length);
    this.showSpoken(unsent.map(({ message }) => message));
    this.showCodes();
  }

  /** Pictures go by a network only; a page that was kept before has no place to say so. */
  showLeftOut(nPictures) {
    const place = part("pictures");
    if (!place) return;
    place.hidden = !nPictures;
    setText(place, nPictures ? this.words.pictures_left.replace("#", nPictures) : "");
  }

  /** What waits and asks for supplies, as texts that go by voice and SMS; a page that was kept before has no place. */
  showSpoken(messages) {
    const { text_code: words } = this.words;
    if (!part("spoken") || !words) return;
    const texts = messages.filter((message) => kindOf(message) === "request").map((message) => requestText(message, words));
    const lines = texts.filter(Boolean);
    part("spoken").hidden = !lines.length;
    setText(part("spoken-lines"), lines.join("\n"));
  }

  /** How many things stand on the page that were entered and not sent. */
  enter(nEntered) {
    this.nEntered = nEntered;
    this.showLine();
  }

  /** The line that is always seen. It says that all is sent only where nothing is entered, waits, or was refused. */
  showLine() {
    const { items, nOfOthers, nEntered, words } = this;
    const counts = [
      [nEntered, words.n_entered],
      [nOfOthers, words.of_others],
      [items.filter(isWaiting).length, words.waiting],
      [items.filter(({ why }) => why).length, words.refused],
    ];
    const open = counts.filter(([n, said]) => n && said).map(([n, said]) => said.replace("#", n));
    setText(part("line-words"), open.join(" · ") || this.allSent());
    part("line").classList.toggle("waits", open.length > 0);
  }

  allSent() {
    const last = this.items.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), "");
    const words = last && this.words.all_sent?.replace("#", time(last)); // a page that was kept before tells no time
    return words || this.words.none_waiting;
  }

  /** Reads out what is new since the page was shown last: the one item that changed, or how many wait now. */
  tellNews(isStuck) {
    const looks = new Map(this.items.map((item) => [item.id, lookOf(item)]));
    const news = this.looks ? this.items.filter(({ id }) => this.looks.get(id) !== looks.get(id)) : [];
    this.looks = looks;
    if (news.length === 1) say(said(told(news[0].message, this.words), news[0], this.words, isStuck));
    if (news.length > 1) say(part("line-words").textContent);
  }

  row(item, isStuck) {
    const { id, message, why, again: mayHelp } = item;
    const about = message.point === this.code ? "" : `${message.point} · `;
    const row = element("li", {}, element("b", {}, time(message.observed_at)), ` ${about}${told(message, this.words)}`);
    const how = element("span", { className: "near" }, outcome(item, this.words, isStuck));
    how.dataset.look = lookOf(item);
    row.append(element("br"), how);
    const leaveOut = {
      type: "button",
      className: "btn",
      ariaLabel: `${this.words.dismiss}: ${time(message.observed_at)}`,
      onclick: () => confirm(this.words.really) && this.dismiss(id),
    };
    const again = { type: "button", className: "btn", onclick: () => this.sendAgain(id) };
    const choices = [element("button", leaveOut, this.words.dismiss)];
    if (mayHelp) choices.unshift(element("button", again, this.words.again));
    const putRight = { type: "button", className: "btn", onclick: () => this.correct(item) };
    // A page that was kept before has no word for it.
    if (canBeCorrected(item) && this.words.correct) choices.unshift(element("button", putRight, this.words.correct));
    if (why) row.append(element("span", { className: "row" }, ...choices));
    return row;
  }

  /** What stands in the way of sending; "" for nothing. */
  problem(key, why = "") {
    const said = key ? this.words[key].replace("#", why) : "";
    part("problem").hidden = !said;
    setText(part("problem"), said);
  }

  /** Only while somebody looks: drawing them is work. */
  showCodes() {
    if (part("carry").open) showCodes(part("codes"), part("carried").textContent, this.words);
  }

  async copy() {
    await navigator.clipboard.writeText(part("carried").textContent);
    part("copy").textContent = this.words.copied;
  }
}
