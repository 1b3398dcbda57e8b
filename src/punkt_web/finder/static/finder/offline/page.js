// The finder without a network: a pack, a search over it, and answers as the finder gives them.

import { Asker } from "./asking.js";
import { UnreadablePack } from "./envelope.js";
import { around, arranged, directionOf, Found, WITHHELD } from "./judging.js";
import { bytesOf, keptPacks, packsInFile, readPacks } from "./packs.js";
import { Wording } from "./wording.js";

const REFRESH_MS = 30_000;
const ASK_EVERY_MS = 60_000;

const byId = (id) => document.getElementById(id);

/** An element with properties and children; texts are put in as text, never as HTML. */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

const paragraph = (text, className = "") => (text ? element("p", { className }, text) : null);

class Page {
  constructor(config, packs) {
    this.config = config;
    this.take(packs);
    this.asked = null;
    this.turn = null;
    byId("finder").hidden = false;
    this.speak(languageOf(config));
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(byId("q").value);
    });
    byId("search").addEventListener("change", (event) => {
      if (event.target.name === "need" && this.asked) this.show(this.asked);
    });
    byId("here").addEventListener("click", () => this.askForPosition());
    byId("here").hidden = !("geolocation" in navigator);
    setInterval(() => this.refresh(), REFRESH_MS);
    document.addEventListener("visibilitychange", () => this.refresh());
    this.askAsAddressed(new URLSearchParams(location.search), location.pathname);
  }

  take(packs) {
    this.packs = packs;
    this.asker = new Asker(packs.places, packs.points, this.config.rules);
    // Cards of older packs no longer age: their points may stand at other places in the new ones.
    this.refreshers = [];
  }

  /** Goes on with newer packs; what was asked for stays asked. */
  renew(packs) {
    this.take(packs);
    this.showPack();
    if (this.asked?.points) this.ask(byId("q").value);
    else if (this.asked) this.show(this.asked);
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
    document.documentElement.lang = language;
    document.title = `${this.wording.page("title")} · Punkt`;
    for (const part of document.querySelectorAll("[data-say]")) part.textContent = this.wording.page(part.dataset.say);
    for (const need of document.querySelectorAll("[data-need]"))
      need.textContent = this.wording.told.labels[need.dataset.need];
    const choices = Object.entries(this.config.languages).map(([code, name]) =>
      element("button", { type: "button", lang: code, className: "btn", textContent: name, onclick: () => this.speak(code) }),
    );
    for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.lang === language));
    byId("languages").replaceChildren(...choices);
    byId("languages").setAttribute("aria-label", this.wording.page("language"));
    this.showPack();
    if (this.asked) this.show(this.asked);
  }

  /** Whether live words may be shown now, and if not, what to say instead. */
  trouble(now) {
    const { envelope, live } = this.packs;
    if (live.madeAt - now > this.config.rules.clockSlackMin * 60_000) return "clock";
    if (now > envelope.expiresAt) return "expired";
    return now > live.expiresAt ? "live_expired" : "";
  }

  showPack() {
    const { envelope, live, about, points } = this.packs;
    const territory = about.names?.[this.wording.language] ?? Object.values(about.names ?? {})[0];
    const told = { n: this.wording.number(points.length), territory: territory ?? envelope.territory };
    byId("demo").hidden = !about.is_demo;
    byId("about").replaceChildren(this.wording.page(told.territory ? "points_of" : "points_of_all", told));
    const made = { made: this.wording.day(envelope.madeAt), live: this.wording.time(live.madeAt) };
    byId("made").replaceChildren(this.wording.page("made", made));
    const key = envelope.signer.replace(/(.{4})(?=.)/g, "$1 ");
    byId("signature").replaceChildren(this.wording.page(envelope.isChecked ? "signed" : "unchecked", { key }));
    this.showTrouble();
  }

  showTrouble() {
    const trouble = this.trouble(new Date());
    const { envelope, live } = this.packs;
    const day = this.wording.time(trouble === "expired" ? envelope.expiresAt : live.expiresAt);
    byId("trouble").hidden = !trouble;
    byId("trouble").textContent = trouble ? this.wording.page(trouble, { day }) : "";
  }

  /** Gives what is known of a point at `now`. */
  finderAt(now) {
    const { words, live } = this.packs;
    const isSilent = this.trouble(now) !== "";
    return (point, distanceM = null) =>
      new Found(point, isSilent ? WITHHELD : words(point.at), live.madeAt, this.config.rules, now, distanceM);
  }

  needs() {
    return Array.from(document.querySelectorAll("[name=need]:checked"), (need) => need.value);
  }

  /** Shows what was asked last: nothing older that took longer to understand, and no point of packs that are replaced. */
  async ask(text) {
    if (!text.trim()) return byId("q").focus();
    const { asker } = this;
    const turn = {};
    this.turn = turn;
    const asked = await asker.read(text.slice(0, 200)).catch((error) => refuse(this.config, error));
    if (!asked || this.turn !== turn) return;
    if (this.asker === asker) this.show(asked);
    else this.ask(text);
  }

  /** Somebody is at a place. */
  stand(place) {
    this.asker.at(place).then((asked) => this.show(asked)).catch((error) => refuse(this.config, error));
  }

  askForPosition() {
    const said = byId("said");
    byId("here").disabled = true;
    said.textContent = this.wording.page("waiting");
    const done = (text) => {
      byId("here").disabled = false;
      said.textContent = text;
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done("");
        this.stand([coords.latitude, coords.longitude]);
      },
      () => done(this.wording.page("no_position")),
      { enableHighAccuracy: false, timeout: 20_000, maximumAge: 120_000 },
    );
  }

  /** Shows what was asked for; called again when the language, the needs or the hour have changed. */
  show(asked) {
    const isNew = this.asked !== asked;
    this.asked = asked;
    this.refreshers = [];
    const foundAt = this.finderAt(new Date());
    byId("answer").replaceChildren(...this.answer(asked, foundAt).filter(Boolean));
    if (isNew) {
      this.turn = null;
      byId("answer").querySelector("h2").focus();
      byId("answer").scrollIntoView();
    }
  }

  answer(asked, foundAt) {
    if (asked.problem) return this.problem(asked);
    if (asked.points) return this.named(asked, foundAt);
    const isNamedHere = this.asker.namedAround(asked.place, asked.names);
    const { placed, unplaced } = around(this.packs.points, asked.place, this.config.rules, foundAt, isNamedHere);
    const needs = this.needs();
    let groups = arranged(placed, unplaced, needs, this.config.rules);
    const hasPoints = placed.length + unplaced.length > 0;
    const isRelaxed = groups.isEmpty && hasPoints && needs.length > 0;
    if (isRelaxed) groups = arranged(placed, unplaced, [], this.config.rules);
    return [
      this.heading(asked, groups.hasOpen, hasPoints),
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
    const detour = this.wording.number(this.config.rules.detourFactor, 1);
    const keys = [names && "from_middle", "order", "slow"].filter(Boolean);
    return keys.map((key) => this.wording.page(key, { detour })).join(" ");
  }

  heading({ names }, hasOpen, hasPoints) {
    const key = hasPoints ? (hasOpen ? "open_near" : "none_near") : "nothing_near";
    const place = names && this.wording.placeName(names);
    const text = place ? this.wording.page(key, { place }) : this.wording.page(`${key}_here`);
    return element("h2", { tabIndex: -1 }, text);
  }

  named({ points, nMore }, foundAt) {
    return [
      element("h2", { tabIndex: -1 }, this.wording.page("found")),
      ...this.group("", points.map((point) => foundAt(point)), null),
      nMore ? paragraph(this.wording.page("more_found", { n: this.wording.number(nMore) })) : null,
      paragraph(this.wording.page("danger")),
    ];
  }

  problem({ problem, others }) {
    const heading = element("h2", { tabIndex: -1 }, this.wording.page(problem === "nowhere" ? "nowhere" : "unknown_place"));
    return [heading, this.meant(others), this.instead()];
  }

  meant(others) {
    if (!others.length) return null;
    const choices = others.map((one) =>
      element("button", {
        type: "button",
        className: "btn",
        textContent: this.wording.placeName(one.names),
        onclick: () => this.show({ place: one.place, names: one.names, others: [], unmatched: "" }),
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
    return [heading, ...ones.map((one, at) => this.card(one, where, !key && at === 0 && one.isConfirmed))];
  }

  card(found, where, isBest) {
    const { point } = found;
    const [name, nameLanguage] = this.wording.name(point, this.config.language);
    const way = where ? this.wording.way(found, point.place ? directionOf(where, point.place) : 0) : [];
    const facts = Array.from(new Set([...this.needs(), ...this.config.rules.mainServices]));
    const services = facts.map((fact) => this.wording.service(found, fact));
    const hours = this.wording.hours(point).join(" ");
    return element(
      "article",
      { className: isBest ? "card best" : "card" },
      ...this.state(found),
      element("h3", nameLanguage ? { lang: nameLanguage } : {}, name),
      way.length ? element("p", {}, element("b", { className: "num" }, way[0]), ...way.slice(1).map((one) => ` · ${one}`)) : null,
      paragraph([this.wording.where(point), point.entranceNote].filter(Boolean).join(". ")),
      paragraph(this.wording.position(point), "small"),
      paragraph(this.wording.seats(found), "num"),
      element("ul", { className: "facts" }, ...services.map(({ mark, isSure, text }) => element("li", { className: isSure ? "" : "q" }, `${mark} ${text}`))),
      paragraph(hours, "small"),
      element("div", { className: "row pair noprint" }, this.mapLink(point), element("span", { className: "small" }, this.wording.say("point", { code: point.code }))),
    );
  }

  /** The state with who said it; it ages while the page is open. */
  state(found) {
    const badge = element("span");
    const said = element("p", { className: "small said" });
    const tell = (now) => {
      const one = now ? this.finderAt(now)(found.point) : found;
      badge.className = `state ${this.wording.look(one)}`;
      badge.textContent = this.wording.state(one);
      said.textContent = this.wording.confirmation(one);
    };
    tell(null);
    this.refreshers.push(tell);
    return [element("p", { className: "said" }, badge), said];
  }

  mapLink({ isAreaOnly, place }) {
    if (isAreaOnly || !place) return null;
    const [latitude, longitude] = place.map((degrees) => degrees.toFixed(5));
    const href = `geo:${latitude},${longitude}?q=${latitude},${longitude}`;
    return element("a", { className: "btn", href }, this.wording.page("map"));
  }

  refresh() {
    const now = new Date();
    this.showTrouble();
    for (const tell of this.refreshers) tell(now);
  }
}

/** A file has no cookies, and asking for them waits for another process. */
const cookies = () => (location.protocol === "file:" ? "" : document.cookie);

function languageOf({ languages, language, languageCookie }) {
  const chosen = new RegExp(`(?:^|; )${languageCookie}=(\\w+)`).exec(cookies())?.[1];
  const wanted = [location.hash.slice(1), chosen, ...navigator.languages.map((one) => one.split("-")[0])];
  return wanted.find((one) => one in languages) ?? language;
}

/** Says why there is no search: a file that is not to be believed shows nothing, an old browser shows the plain list. */
function refuse(config, error) {
  const isRefused = error instanceof UnreadablePack;
  complain(config, isRefused ? "refused" : "too_old");
  if (!isRefused && byId("list")) byId("answer").innerHTML = byId("list").textContent;
}

function complain(config, key) {
  const language = languageOf(config);
  document.documentElement.lang = language;
  byId("finder").hidden = true;
  byId("answer").replaceChildren();
  byId("trouble").hidden = false;
  byId("trouble").textContent = config.words[language].page[key];
}

async function start(config) {
  byId("retry")?.addEventListener("click", () => location.reload());
  try {
    const keys = config.keys.map(bytesOf);
    const inFile = packsInFile();
    const packs = inFile ?? (await keptPacks());
    if (!packs) return complain(config, "nothing_kept");
    const page = new Page(config, await readPacks(packs, keys));
    if (!inFile) renewWhenALinkReturns(async () => page.renew(await readPacks(await keptPacks(), keys)));
  } catch (error) {
    refuse(config, error);
  }
}

/** Asks the service worker for newer packs when there is a link again, and takes them when it has them. */
function renewWhenALinkReturns(renew) {
  const worker = navigator.serviceWorker;
  const ask = () => document.visibilityState === "visible" && worker?.controller?.postMessage({ keep: "" });
  // Not every browser tells a page that was opened without a link of one that came back: it asks until it was answered.
  const asking = setInterval(ask, ASK_EVERY_MS);
  addEventListener("online", ask);
  worker?.addEventListener("message", ({ data }) => {
    if (!data.kept) return;
    clearInterval(asking);
    renew().catch(() => {});
  });
}

start(JSON.parse(byId("config").textContent));
