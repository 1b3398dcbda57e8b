// What the page shows of the items of this device: how many wait, each with its receipt, and all that wait as text.

import { isWaiting } from "./queue.js";
import { showCodes } from "./pieces.js";
import { requestText } from "./request_text.js";
import { kindOf, told } from "./telling.js";

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const part = (name) => document.querySelector(`[data-${name}]`);

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text; // an alert that is written again is read out again
}

/** "14:05" of today, "14:05, 30 January" of another day, with 24 hours in every language. */
function time(moment) {
  const at = new Date(moment);
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang;
  const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clock : `${clock}, ${at.toLocaleDateString(locale, { day: "numeric", month: "long" })}`;
}

export class Shown {
  /** Of the reports of one person; `dismiss` ends a report that was refused, `sendAgain` lets it wait once more. */
  constructor(words, { code, who }, { dismiss, sendAgain }) {
    Object.assign(this, { words, code, who, dismiss, sendAgain });
    part("line").hidden = false;
    part("copy").addEventListener("click", () => this.copy());
    part("carry").addEventListener("toggle", () => this.showCodes());
  }

  show(all) {
    const items = all.filter(({ by }) => by === this.who);
    const nOfOthers = all.filter(({ by, receivedAt }) => by !== this.who && !receivedAt).length;
    const waiting = items.filter(isWaiting);
    const nRefused = items.filter(({ why }) => why).length;
    const line = [waiting.length ? this.words.waiting.replace("#", waiting.length) : this.words.none_waiting];
    if (nOfOthers) line.splice(0, waiting.length ? 0 : 1, this.words.of_others.replace("#", nOfOthers));
    if (nRefused) line.push(this.words.refused.replace("#", nRefused));
    setText(part("line-words"), line.join(" · "));
    part("line").classList.toggle("waits", waiting.length + nRefused + nOfOthers > 0);
    part("log-part").hidden = !items.length;
    part("log").replaceChildren(...[...items].reverse().map((item) => this.row(item)));
    const unsent = items.filter(({ receivedAt }) => !receivedAt);
    part("carry").hidden = !unsent.length;
    setText(part("carried"), unsent.map(({ message }) => JSON.stringify(message)).join("\n"));
    this.showSpoken(unsent.map(({ message }) => message));
    this.showCodes();
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

  row({ id, message, receivedAt, why, again: mayHelp }) {
    const about = message.point === this.code ? "" : `${message.point} · `;
    const row = element("li", {}, element("b", {}, time(message.observed_at)), ` ${about}${told(message, this.words)}`);
    const outcome = element("span", { className: why ? "error" : "small" }, this.outcome(receivedAt, why));
    row.append(element("br"), outcome);
    const leaveOut = {
      type: "button",
      className: "btn",
      ariaLabel: `${this.words.dismiss}: ${time(message.observed_at)}`,
      onclick: () => confirm(this.words.really) && this.dismiss(id),
    };
    const again = { type: "button", className: "btn", onclick: () => this.sendAgain(id) };
    const choices = [element("button", leaveOut, this.words.dismiss)];
    if (mayHelp) choices.unshift(element("button", again, this.words.again));
    if (why) row.append(element("span", { className: "row" }, ...choices));
    return row;
  }

  outcome(receivedAt, why) {
    if (receivedAt) return this.words.received.replace("#", time(receivedAt));
    return why ? this.words.not_taken.replace("#", why) : this.words.kept;
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
