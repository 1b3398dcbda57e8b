// The finder without a network: a pack, a search over it, and answers as the finder gives them.

import { Answers } from "./answers.js";
import { Asker, UnreadablePlaces } from "./asking.js";
import { byId, replaceChanged } from "./elements.js";
import { UnreadablePack } from "./envelope.js";
import { Found, WITHHELD } from "./judging.js";
import { speak } from "./speaking.js";
import { showPack, showTrouble, timeNow, troubleOf } from "./status.js";
import { Wording } from "./wording.js";

const REFRESH_MS = 30_000;

export class Page {
  /** `refuse` is told of what cannot be read after all. */
  constructor(config, packs, language, refuse) {
    this.config = config;
    this.refuse = refuse;
    this.take(packs, this.askerOf(packs));
    this.asked = null;
    byId("finder").hidden = false;
    this.speak(language);
    // An answer to the address of the page leaves what stands above it in sight: how old it is, and why.
    this.isAsked = false;
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.isAsked = true;
      this.ask(byId("q").value);
    });
    byId("search").addEventListener("change", (event) => {
      if (event.target.name === "need") this.showAgain();
    });
    byId("here").addEventListener("click", () => this.askForPosition());
    byId("here").hidden = !("geolocation" in navigator);
    this.isStopped = false;
    this.onLook = () => this.refresh();
    this.timer = setInterval(this.onLook, REFRESH_MS);
    document.addEventListener("visibilitychange", this.onLook);
    this.askAsAddressed(new URLSearchParams(location.search), location.pathname);
  }

  /** Shows and renews nothing any more: what stands on the page instead stays. */
  stop() {
    this.isStopped = true;
    this.turn = null;
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onLook);
  }

  askerOf({ places, points }) {
    return new Asker(places, points, this.config.rules);
  }

  take(packs, asker) {
    this.packs = packs;
    this.asker = asker;
  }

  /**
   * Goes on with newer packs. What was asked for stays asked, whatever stands in the box by now; where it was no place
   * it is understood anew, since its points may stand elsewhere in the new packs, or be in them for the first time.
   */
  async renew(packs) {
    const { asked } = this;
    const asker = this.askerOf(packs);
    const again = asked && (await this.anew(asker, asked));
    if (this.asked !== asked) return this.renew(packs);
    this.take(packs, asker);
    this.asked = again;
    showPack(this.packs, this.wording);
    this.showAgain();
  }

  async anew(asker, asked) {
    if (!asked.place) return this.understood(asker.read(asked.text), asked.text);
    return (await this.understood(asker.at(asked.place))) && asked;
  }

  /** Answers the address that the browser was sent to when there was no network. */
  askAsAddressed(wanted, path) {
    for (const need of wanted.getAll("need")) {
      const box = document.querySelector(`[name=need][value="${CSS.escape(this.config.needs[need] ?? "")}"]`);
      if (box) box.checked = true;
    }
    const text = path.startsWith("/p/") ? path.slice(3) : wanted.get("q") ?? "";
    const place = [wanted.get("lat"), wanted.get("lon")].map((degrees) => Number.parseFloat(degrees ?? ""));
    byId("q").value = text;
    if (text.trim()) this.ask(text);
    else if (place.every(Number.isFinite)) this.stand(place);
  }

  speak(language) {
    this.wording = new Wording(language, this.config.words[language], this.config.rules);
    speak(this.config, language, (other) => this.speak(other));
    showPack(this.packs, this.wording);
    this.showAgain();
  }

  /** Gives what is known of a point at `now`. */
  finderAt(now) {
    const { words, live } = this.packs;
    const isWithheld = troubleOf(this.packs, now, this.config.rules) !== "";
    return (point, distanceM = null) =>
      new Found(point, isWithheld ? WITHHELD : words(point.at), live.madeAt, this.config.rules, now, distanceM);
  }

  needs() {
    return Array.from(document.querySelectorAll("[name=need]:checked"), (need) => need.value);
  }

  /** Begins what is asked from now on, by a text or by the position: what was asked before is waited for no longer. */
  newTurn() {
    this.turn = {};
    byId("here").disabled = false;
    byId("said").textContent = "";
    return this.turn;
  }

  ask(text) {
    return text.trim() ? this.answer((asker) => asker.read(text), text) : byId("q").focus();
  }

  /** Somebody is at a place. */
  stand(place) {
    return this.answer((asker) => asker.at(place));
  }

  /** Shows what was asked last: nothing older that took longer to understand, and no point of packs that are replaced. */
  async answer(read, text = "") {
    const { asker } = this;
    const turn = this.newTurn();
    const asked = await this.understood(read(asker), text);
    if (!asked || this.turn !== turn) return;
    if (this.asker === asker) this.show(asked);
    else await this.answer(read, text);
  }

  /** What is being read, with the text that was; null where the search has to stop. A fault in names stops no other search. */
  async understood(reading, text = "") {
    try {
      return { ...(await reading), text };
    } catch (error) {
      if (error instanceof UnreadablePack) {
        if (!this.isStopped) this.refuse(error);
        this.stop();
        return null;
      }
      if (!(error instanceof UnreadablePlaces)) console.error(error);
      return { problem: "no_places", others: [], text };
    }
  }

  askForPosition() {
    const turn = this.newTurn();
    const end = (then) => (given) => {
      if (this.turn !== turn) return;
      this.newTurn();
      then(given);
    };
    byId("here").disabled = true;
    byId("said").textContent = this.wording.page("waiting");
    navigator.geolocation.getCurrentPosition(
      end(({ coords }) => this.stand([coords.latitude, coords.longitude])),
      end(() => (byId("said").textContent = this.wording.page("no_position"))),
      { enableHighAccuracy: false, timeout: 20_000, maximumAge: 120_000 },
    );
  }

  /** Shows what was asked for and leads there. */
  show(asked) {
    this.asked = asked;
    this.newTurn();
    byId("answer").replaceChildren(...this.answers().of(asked));
    byId("answer").querySelector("h2").focus({ preventScroll: !this.isAsked });
    if (this.isAsked) byId("answer").scrollIntoView();
  }

  /** The same as it is now: in another language, for other needs, later or by newer packs. */
  showAgain() {
    if (this.asked) replaceChanged(byId("answer"), this.answers().of(this.asked));
  }

  answers() {
    return new Answers({
      wording: this.wording,
      rules: this.config.rules,
      language: this.config.language,
      points: this.packs.points,
      needs: this.needs(),
      foundAt: this.finderAt(timeNow(this.packs)),
      isNamedAround: ({ place, names }) => this.asker.namedAround(place, names),
      choose: (asked) => this.show(asked),
    });
  }

  /** All that is shown ages while the page is open: headings, order and counts as well as states. */
  refresh() {
    showTrouble(this.packs, this.wording);
    this.showAgain();
  }
}
