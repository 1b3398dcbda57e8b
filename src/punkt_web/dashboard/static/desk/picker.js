// The map beside the position of a point: land, borders, settlements and the other points of the desk.
// A layer that may be absent: without it, or without Leaflet, the position is typed.

import { bordersOf, mended } from "./borders.js";

const LAND = { color: "#8a8f98", weight: 1, fillColor: "#f3efe6", fillOpacity: 1, interactive: false };
const BORDER = { color: "#6b6f76", weight: 1, dashArray: "4 3", fill: false, interactive: false };
const OTHER = { radius: 7, color: "#14171c", weight: 2, fillColor: "#ffffff", fillOpacity: 1 };
const PLACE = { radius: 3, color: "#4a5260", weight: 1, fillColor: "#4a5260", fillOpacity: 1, interactive: false };
const CHOSEN = { radius: 10, color: "#9a1b1b", weight: 4, fillColor: "#9a1b1b", fillOpacity: 0.35, interactive: false };
const DECIMAL = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
const START = { center: [49, 31], zoom: 5 };
const NAMES_FROM_ZOOM = 8;
const TYPED_ZOOM = 11;

function typedPosition(text) {
  const match = DECIMAL.exec(text);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function textElement(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

async function drawLand(map, address) {
  const response = await fetch(address);
  if (!response.ok) return;
  const { topojson, L } = window;
  const world = mended(await response.json(), topojson);
  L.geoJSON(topojson.feature(world, world.objects.land), { style: LAND, pane: "land" }).addTo(map);
  L.geoJSON(bordersOf(world, topojson), { style: BORDER, pane: "land" }).addTo(map);
}

function aroundAddress(map, address) {
  const bounds = map.getBounds();
  const sides = {
    south: bounds.getSouth(),
    west: bounds.getWest(),
    north: bounds.getNorth(),
    east: bounds.getEast(),
  };
  return `${address}?${new URLSearchParams(sides)}`;
}

function drawSurroundings(map, layer, found, picker) {
  const { L } = window;
  layer.clearLayers();
  const showNames = map.getZoom() >= NAMES_FROM_ZOOM;
  for (const place of found.places) {
    const dot = L.circleMarker([place.latitude, place.longitude], PLACE).addTo(layer);
    if (showNames) {
      const name = textElement("span", place.name);
      dot.bindTooltip(name, { permanent: true, direction: "right", className: "picker-name" });
    }
  }
  for (const point of found.points) {
    if (point.code === picker.dataset.own) continue;
    const words = textElement("span", `${picker.dataset.other}: ${point.name} (${point.code})`);
    L.circleMarker([point.latitude, point.longitude], OTHER).bindTooltip(words).addTo(layer);
  }
}

function follow(map, picker) {
  const layer = window.L.layerGroup().addTo(map);
  let newest = 0;
  const load = async () => {
    const number = ++newest;
    try {
      const response = await fetch(aroundAddress(map, picker.dataset.around), { credentials: "same-origin" });
      if (response.ok && number === newest) drawSurroundings(map, layer, await response.json(), picker);
    } catch {
      // No network: the map stays as it is, and the field works without it.
    }
  };
  map.on("moveend", load);
  load();
}

function start(picker) {
  const field = document.getElementById(picker.dataset.field);
  const { L } = window;
  if (!field || !L || !window.topojson || picker.dataset.started) return;
  picker.dataset.started = "yes";

  const box = document.createElement("div");
  box.className = "map";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", picker.dataset.label);
  const take = textElement("button", picker.dataset.take, "btn");
  take.type = "button";
  picker.append(textElement("p", picker.dataset.help, "small"), box, take);
  picker.hidden = false;

  const map = L.map(box, { ...START, attributionControl: false, minZoom: 3, maxZoom: 18, preferCanvas: true });
  map.createPane("land").style.zIndex = "200";
  const chosen = L.circleMarker(START.center, CHOSEN);
  const show = (position, { move }) => {
    chosen.setLatLng(position).addTo(map);
    if (move) map.setView(position, Math.max(map.getZoom(), TYPED_ZOOM));
  };
  const pick = (latLng) => {
    const place = latLng.wrap();
    field.value = `${place.lat.toFixed(6)}, ${place.lng.toFixed(6)}`;
    const method = document.getElementById("id_position.method");
    if (method) method.value = "map";
    show([place.lat, place.lng], { move: false });
  };
  map.on("click", (event) => pick(event.latlng));
  take.addEventListener("click", () => pick(map.getCenter()));
  field.addEventListener("change", () => {
    const typed = typedPosition(field.value);
    if (typed) show(typed, { move: true });
    else chosen.remove();
  });

  const typed = typedPosition(field.value);
  if (typed) show(typed, { move: true });
  drawLand(map, picker.dataset.land).catch(() => {});
  follow(map, picker);
}

for (const picker of document.querySelectorAll("[data-picker]")) start(picker);
