// Marks on the map. A mark says by its sign and by its name what its colour says.

import { serverNow } from "../server_clock.js";

const SIDE = 44; // px, the least that a finger hits
const STEP = 10_000; // more than a map is high: the library lets what lies farther south lie on top
const { L } = window;

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function placed(at, shown, className, name) {
  const icon = L.divIcon({ html: shown, className: `pin ${className}`, iconSize: [SIDE, SIDE] });
  const pin = L.marker(at, { icon, riseOnHover: true });
  pin.on("add", () => pin.getElement().setAttribute("aria-label", name));
  return pin;
}

/** Latitude and longitude, or the corners of a box, of a text of numbers. */
export const numbers = (text) => text.split(",").map(Number);

/** The square that a point is somewhere in, where no more is told of it. */
export function squareOf([south, west, north, east], words) {
  const box = [
    [south, west],
    [north, east],
  ];
  return L.rectangle(box, { color: "#6b6f76", weight: 2, dashArray: "6 4", fillOpacity: 0.12 }).bindTooltip(
    element("span", words),
  );
}

/** The mark of a card of the list. It looks as the card does when `freshen` was last called. */
export function pinOfCard(card, number) {
  const state = () => card.querySelector(".state");
  const shown = element("span", String(number));
  const title = card.querySelector("h1, h3").textContent.trim();
  const name = () => `${number}. ${title}: ${state().textContent}`;
  const pin = placed(numbers(card.dataset.at), shown, "listed", name());
  pin.setZIndexOffset((100 - number) * STEP); // the first of the list lies on top
  pin.freshen = () => {
    shown.className = state().className.replace("state", "").trim();
    pin.getElement()?.setAttribute("aria-label", name());
  };
  pin.freshen();
  return pin;
}

/** The mark of a point that is not in the list. It stops saying "open" when the word behind it has aged. */
export function pinOfPoint(point, aged) {
  const shown = element("span", "", point.look);
  const pin = placed(numbers(point.at), shown, "", `${point.name}: ${point.state}`);
  pin.freshen = () => {
    if (!point.until || point.until * 1000 > serverNow()) return;
    Object.assign(point, { state: aged, look: "", until: null });
    shown.className = "";
    pin.getElement()?.setAttribute("aria-label", `${point.name}: ${aged}`);
  };
  pin.freshen();
  return pin;
}

/** The mark of several points. */
export function pinOfCluster(cluster, words) {
  const shown = element("span", String(cluster.n), "many");
  let name = words.cluster.replace("#", cluster.n);
  if (cluster.open) {
    shown.append(" ", element("b", `●${cluster.open}`));
    name += `, ${words.someOpen.replace("#", cluster.open)}`;
  }
  return placed(cluster.at, shown, "", name);
}

/** What is told of a point that is not in the list. */
export function told(point) {
  const box = document.createElement("div");
  const said = element("p", "", "said");
  const state = element("span", point.state, `state ${point.look}`);
  if (point.until) state.dataset.until = point.until;
  said.append(state);
  const link = element("a", point.name);
  link.href = `/p/${point.code}`;
  if (point.language) link.lang = point.language;
  const name = document.createElement("p");
  name.append(link);
  box.append(said, name, element("p", point.confirmation, "small"));
  return box;
}
