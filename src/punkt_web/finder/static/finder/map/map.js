// The map beside an answer. It is loaded when somebody asks for it; the list is there before it and without it.

import { fetchedPoints } from "./points.js";

const NEAREST = 18;
const FARTHEST = 3;
const NEAR_ENOUGH = 15;
const TICK_MS = 30_000;

function loaded(tag, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", done);
    element.addEventListener("error", failed);
    document.head.append(element);
  });
}

const style = (href) => loaded("link", { rel: "stylesheet", href });
const script = (src) => loaded("script", { src });

const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** Leaflet takes credits as HTML; ours are text. */
function asHtml(text) {
  const box = document.createElement("p");
  box.textContent = text;
  return box.innerHTML;
}

function baseMap(place) {
  const { L } = window;
  const { kind, credits, maxZoom } = place.dataset;
  const language = document.documentElement.lang;
  const all = { attribution: asHtml(credits), noWrap: true };
  if (kind === "pictures") return L.tileLayer("/map/tiles/{z}/{x}/{y}", { ...all, maxNativeZoom: Number(maxZoom) });
  if (kind === "shapes") {
    const flavor = isDark() ? "dark" : "light";
    const url = "/map/tiles/{z}/{x}/{y}";
    return window.protomapsL.leafletLayer({ ...all, url, flavor, lang: language, maxDataZoom: Number(maxZoom) });
  }
  const address = `/map/land/${language}/{z}/{x}/{y}.svg`;
  return L.tileLayer(address, { ...all, tileSize: 512, zoomOffset: -1 });
}

/** The cards of the page get the numbers that their marks have. */
function listed(map, pins, words) {
  const cards = [...document.querySelectorAll("[data-at]")];
  return cards.map((card, place) => {
    const pin = pins.pinOfCard(card, place + 1).addTo(map);
    if (card.dataset.square) pins.squareOf(pins.numbers(card.dataset.square), words.square).addTo(map);
    const badge = document.createElement("span");
    badge.className = "badge num";
    badge.textContent = place + 1;
    badge.setAttribute("aria-hidden", "true");
    const heading = card.querySelector("h1, h3");
    heading.prepend(badge);
    pin.bindPopup(() => ofCard(card, heading, map, words));
    const raise = (isRaised) => pin.getElement()?.classList.toggle("raised", isRaised);
    for (const event of ["pointerenter", "focusin"]) card.addEventListener(event, () => raise(true));
    for (const event of ["pointerleave", "focusout"]) card.addEventListener(event, () => raise(false));
    return pin;
  });
}

function ofCard(card, heading, map, words) {
  const box = document.createElement("div");
  const said = [...card.querySelectorAll(".said, p:has(> b.num)")].map((part) => part.cloneNode(true));
  const name = document.createElement("p");
  name.append(...[...heading.childNodes].map((part) => part.cloneNode(true)));
  const show = document.createElement("button");
  show.type = "button";
  show.className = "btn";
  show.textContent = words.inList;
  show.addEventListener("click", () => {
    map.closePopup();
    const target = card.querySelector("a") ?? heading;
    if (!target.href) target.tabIndex = -1;
    target.focus();
    card.scrollIntoView({ block: "center" });
  });
  box.append(...said.slice(0, 1), name, ...said.slice(1), show);
  return box;
}

/** Whoever opens a mark by key is led into what it tells, and back to the mark when it is closed. */
function leadByKey(map) {
  let from = null;
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", map.words.close);
    const mark = popup._source?.getElement?.();
    from = mark && mark === document.activeElement ? mark : null;
    if (from) popup.getElement().querySelector("a[href]:not(.leaflet-popup-close-button), button")?.focus();
  });
  // The library hears the key only while the map itself has the focus, and not what lies in it.
  map.getContainer().addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
  map.on("popupclose", ({ popup }) => {
    const focused = document.activeElement;
    if (from?.isConnected && (focused === document.body || popup.getElement().contains(focused))) from.focus();
    from = null;
  });
}

function searchAt(map) {
  const { lat, lng } = map.getCenter().wrap();
  const wanted = new URLSearchParams({ lat: lat.toFixed(4), lon: lng.toFixed(4) });
  for (const need of new URLSearchParams(location.search).getAll("need")) wanted.append("need", need);
  location.assign(`/?${wanted}#map`);
}

function firstLook(map, place, pins, numbers) {
  const { L } = window;
  const shown = L.featureGroup(pins).getBounds();
  if (place.dataset.asked) {
    const asked = numbers(place.dataset.asked);
    L.circleMarker(asked, { radius: 8, color: "#0b57a4", weight: 3, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(map);
    shown.extend(asked);
  }
  if (shown.isValid()) return map.fitBounds(shown, { padding: [30, 40], maxZoom: NEAR_ENOUGH });
  const [south, west, north, east] = numbers(place.dataset.start);
  return map.fitBounds([
    [south, west],
    [north, east],
  ]);
}

function shut(map, place, section, ticking) {
  clearInterval(ticking);
  map.remove();
  for (const badge of document.querySelectorAll(".badge")) badge.remove();
  section.remove();
  const open = place.querySelector("[data-open]");
  Object.assign(open, { disabled: false, hidden: false });
  open.focus();
}

/** Opens the map in `place`, which says what to load. Rejects where its files cannot be had. */
export async function openMap(place) {
  const { leaflet, look, drawer } = place.dataset;
  if (!window.L) await Promise.all([style(`${leaflet}.css`), style(look), script(`${leaflet}.js`)]);
  if (drawer && !window.protomapsL) await script(drawer);
  const pins = await import("./pins.js");

  const section = place.querySelector("template").content.firstElementChild.cloneNode(true);
  const words = section.dataset;
  const said = place.querySelector("[data-said]");
  place.append(section);
  const button = place.querySelector("[data-open]");
  const isPressed = location.hash !== "#map";
  button.hidden = true;

  const { L } = window;
  const map = L.map(section.querySelector(".map-box"), {
    minZoom: FARTHEST,
    maxZoom: NEAREST,
    zoomControl: false,
    maxBounds: [
      [-85, -180],
      [85, 180],
    ],
  });
  map.words = words;
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  leadByKey(map);
  const base = baseMap(place);
  const ofCards = listed(map, pins, words);
  firstLook(map, place, ofCards, pins.numbers);
  base.addTo(map);
  const others = fetchedPoints(map, pins, words, () => {
    said.textContent = said.dataset.partly;
  });
  const freshen = () => [...ofCards, ...others.pins()].forEach((pin) => pin.freshen?.());
  const ticking = setInterval(freshen, TICK_MS);
  section.querySelector("[data-here]").addEventListener("click", () => searchAt(map));
  section.querySelector("[data-shut]").addEventListener("click", () => shut(map, place, section, ticking));
  if (isPressed) section.querySelector(".map-box").focus({ preventScroll: true });
  return map;
}
