// The map beside the corners of an area: each press adds one. The corners stand in the field, one to a line.
// A layer that may be absent: without it, or without Leaflet, they are typed.

import { asText, chartIn, element, isThere, pointsAround, typedPosition } from "./chart.js";

const AREA = { color: "#9a1b1b", weight: 3, fillColor: "#9a1b1b", fillOpacity: 0.12, interactive: false };
const SIDE = 44; // px, the least that a finger hits

/** The lines of the field; `at` is where one lies, `null` where only the server can read it. Nothing typed is lost. */
function linesOf(field) {
  const texts = field.value.split("\n").map((text) => text.trim());
  return texts.filter(Boolean).map((text) => ({ text, at: typedPosition(text) }));
}

function write(field, lines) {
  field.value = lines.map(({ text }) => text).join("\n");
}

function cornerAt(at, number, name) {
  const { L } = window;
  const icon = L.divIcon({ html: element("span", String(number), "many"), className: "pin", iconSize: [SIDE, SIDE] });
  const corner = L.marker(at, { icon, draggable: true });
  corner.on("add", () => corner.getElement().setAttribute("aria-label", name.replace("#", number)));
  return corner;
}

function follow(map, field, words, said) {
  const { L } = window;
  const drawn = L.layerGroup().addTo(map);
  const draw = () => {
    drawn.clearLayers();
    const lines = linesOf(field);
    const seen = lines.filter(({ at }) => at);
    said.textContent = seen.length < lines.length ? words.unread : "";
    if (seen.length > 1) L.polygon(seen.map(({ at }) => at), AREA).addTo(drawn);
    seen.forEach((line, place) => {
      const corner = cornerAt(line.at, place + 1, words.corner).addTo(drawn);
      const changed = (text) => {
        write(field, lines.flatMap((one) => (one === line ? (text ? [{ text }] : []) : [one])));
        draw();
      };
      corner.on("dragend", () => changed(asText(corner.getLatLng())));
      corner.on("click", () => changed(""));
      corner.on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && changed(""));
    });
    return seen.map(({ at }) => at);
  };
  return draw;
}

function start(place) {
  const field = document.getElementById(place.dataset.field);
  if (!field || !isThere() || place.dataset.started) return;
  place.dataset.started = "yes";
  const words = place.dataset;

  const box = element("div", "", "map-box");
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.label);
  const said = element("p", "");
  said.setAttribute("role", "status");
  const take = element("button", words.take, "btn");
  const clear = element("button", words.clear, "btn");
  take.type = clear.type = "button";
  const buttons = element("div", "", "row");
  buttons.append(take, clear);
  place.append(element("p", words.help, "small"), box, buttons, said);
  place.hidden = false;

  const map = chartIn(box);
  const draw = follow(map, field, words, said);
  const add = (latLng) => {
    write(field, [...linesOf(field), { text: asText(latLng) }]);
    draw();
  };
  map.on("click", (event) => add(event.latlng));
  take.addEventListener("click", () => add(map.getCenter()));
  clear.addEventListener("click", () => {
    field.value = "";
    draw();
    field.focus();
  });
  field.addEventListener("change", draw);
  const corners = draw();
  if (corners.length) map.fitBounds(corners, { padding: [40, 40] });
  else if (words.start) map.fitBounds(JSON.parse(words.start));
  pointsAround(map, words);
}

for (const place of document.querySelectorAll("[data-outline]")) start(place);
