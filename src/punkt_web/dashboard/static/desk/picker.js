// The map beside the position of a point: what is pressed stands in the field.
// A layer that may be absent: without it, or without Leaflet, the position is typed.

import { asText, chartIn, element, isThere, pointsAround, typedPosition } from "./chart.js";

const CHOSEN = { radius: 10, color: "#9a1b1b", weight: 4, fillColor: "#9a1b1b", fillOpacity: 0.35, interactive: false };
const TYPED_ZOOM = 11;

function start(picker) {
  const field = document.getElementById(picker.dataset.field);
  if (!field || !isThere() || picker.dataset.started) return;
  picker.dataset.started = "yes";
  const { L } = window;

  const box = element("div", "", "map-box");
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", picker.dataset.label);
  const take = element("button", picker.dataset.take, "btn");
  take.type = "button";
  picker.append(element("p", picker.dataset.help, "small"), box, take);
  picker.hidden = false;

  const map = chartIn(box);
  const chosen = L.circleMarker(map.getCenter(), CHOSEN);
  const show = (position, { move }) => {
    chosen.setLatLng(position).addTo(map);
    if (move) map.setView(position, Math.max(map.getZoom(), TYPED_ZOOM));
  };
  const pick = (latLng) => {
    field.value = asText(latLng);
    const method = document.getElementById("id_position.method");
    if (method) method.value = "map";
    show(latLng.wrap(), { move: false });
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
  else if (picker.dataset.start) map.fitBounds(JSON.parse(picker.dataset.start), { maxZoom: TYPED_ZOOM });
  pointsAround(map, picker.dataset);
}

for (const picker of document.querySelectorAll("[data-picker]")) start(picker);
