// The plain map of the desk: land, borders and names, as this site draws them, and the points around.

const START = { center: [49, 31], zoom: 5 };
const SIDE = 44; // px, the least that a finger hits

/** Whether set-up brought what draws a map, and it was loaded. */
export const isThere = () => Boolean(window.L);

export function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

/** A map in `box`, with the words of the page for its credits and buttons. */
export function chartIn(box) {
  const { L } = window;
  const words = document.querySelector("[data-map-words]").dataset;
  const map = L.map(box, { ...START, minZoom: 3, maxZoom: 18, zoomControl: false, preferCanvas: true });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  const address = `/map/land/${document.documentElement.lang}/{z}/{x}/{y}.svg`;
  const attribution = element("p", words.credits).innerHTML; // the library takes HTML, ours is text
  L.tileLayer(address, { tileSize: 512, zoomOffset: -1, noWrap: true, attribution }).addTo(map);
  return map;
}

/** Shows the registered points where the map looks, each with the sign of its door, but for the one with code `own`. */
export function pointsAround(map, { around, own, other }) {
  const { L } = window;
  const { legend } = document.querySelector("[data-map-words]").dataset;
  map.getContainer().after(element("p", legend, "small"));
  const layer = L.layerGroup().addTo(map);
  let newest = 0;
  const load = async () => {
    const number = ++newest;
    try {
      const response = await fetch(boxAddress(map, around), { credentials: "same-origin" });
      if (!response.ok || number !== newest) return;
      const { points } = await response.json();
      layer.clearLayers();
      for (const point of points) {
        if (point.code === own) continue;
        const said = [`${point.name} (${point.code})`, point.door].filter(Boolean).join(": ");
        const icon = L.divIcon({ html: element("span", "", point.look), className: "around", iconSize: [SIDE, SIDE] });
        // A press on it is one on the map behind: it picks that place.
        const terms = { icon, keyboard: false, bubblingMouseEvents: true };
        const mark = L.marker([point.latitude, point.longitude], terms).addTo(layer);
        mark.bindTooltip(element("span", `${other}: ${said}`));
      }
    } catch {
      // No network: the map stays as it is, and the field works without it.
    }
  };
  map.on("moveend", load);
  load();
}

function boxAddress(map, address) {
  const bounds = map.getBounds();
  const sides = {
    south: bounds.getSouth(),
    west: bounds.getWest(),
    north: bounds.getNorth(),
    east: bounds.getEast(),
  };
  return `${address}?${new URLSearchParams(sides)}`;
}

const DECIMAL = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

/** Latitude and longitude of a text; `null` where it is in a notation that only the server reads. */
export function typedPosition(text) {
  const match = DECIMAL.exec(text);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** A position as it stands in a field. */
export function asText(latLng) {
  const place = latLng.wrap();
  return `${place.lat.toFixed(6)}, ${place.lng.toFixed(6)}`;
}
