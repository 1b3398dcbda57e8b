// The live board on a map: each point with the sign of its door, those that lie close together as one with counts.
// A layer that may be absent: the table below has the same points.

import { chartIn, element, isThere } from "./chart.js";

const [WIDE, HIGH] = [112, 52]; // px, a cell: a little more than the mark of several points
const SIDE = 44; // px, the least that a finger hits
const ALONE_FROM_ZOOM = 17; // from here on only points of one position share a mark
const MOST_TOLD = 20; // of points that share one position
const MARGIN = 0.2; // what is drawn beyond the edges, so that a small move shows no hole

/** The points where the map looks, gathered by cells that do not depend on where it looks, until no two marks meet. */
function gathered(map, points) {
  const zoom = map.getZoom();
  const seen = map.getBounds().pad(MARGIN);
  const cells = new Map();
  for (const point of points) {
    if (!seen.contains(point.at)) continue;
    const { x, y } = map.project(point.at, zoom);
    const key = zoom >= ALONE_FROM_ZOOM ? point.at.join() : `${Math.floor(x / WIDE)} ${Math.floor(y / HIGH)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(point);
  }
  return apart(map, zoom, [...cells.values()]);
}

/** How wide the mark of so many points may be: "1234 ●123 !12". */
const widthOf = (cell) => (cell.length === 1 ? SIDE : WIDE);

/** Gathers also what lies across the edge of two cells and would hide one mark behind another. */
function apart(map, zoom, cells) {
  const placed = [];
  const waiting = cells.sort((one, other) => other.length - one.length);
  while (waiting.length) {
    const cell = waiting.shift();
    const { x, y } = map.project(middleOf(cell), zoom);
    const near = zoom >= ALONE_FROM_ZOOM ? -1 : placed.findIndex((one) => {
      const wide = (widthOf(one.cell) + widthOf(cell)) / 2;
      return Math.abs(one.x - x) < wide && Math.abs(one.y - y) < SIDE;
    });
    if (near < 0) placed.push({ cell, x, y });
    else waiting.unshift([...placed.splice(near, 1)[0].cell, ...cell]); // it moved: it may meet another now
  }
  return placed.map((one) => one.cell);
}

const middleOf = (cell) => [0, 1].map((axis) => cell.reduce((sum, one) => sum + one.at[axis], 0) / cell.length);

function marked(at, shown, name) {
  const { L } = window;
  const icon = L.divIcon({ html: shown, className: "pin", iconSize: [SIDE, SIDE] });
  const mark = L.marker(at, { icon, riseOnHover: true });
  mark.on("add", () => mark.getElement().setAttribute("aria-label", name));
  return mark;
}

/** Calls `does` when the mark is pressed, by a finger or by a key. */
function onPress(mark, does) {
  return mark.on("click", () => does(false)).on("keypress", ({ originalEvent }) => {
    if (originalEvent.key === "Enter") does(true);
  });
}

function markOfOne(point, { doors, words }) {
  const { word, look } = doors[point.door];
  const shown = element("span", point.calls ? "!" : "", look);
  return marked(point.at, shown, `${point.code}: ${word}${point.calls ? `, ${words.call}` : ""}`);
}

function markOfSeveral(cell, { words }) {
  const [nOpen, nCalls] = [cell.filter((one) => one.open).length, cell.filter((one) => one.calls).length];
  const shown = element("span", String(cell.length), "many");
  const name = [words.several.replace("#", cell.length), words.open.replace("#", nOpen)];
  shown.append(" ", element("b", `●${nOpen}`));
  if (nCalls) {
    shown.append(" ", element("i", `!${nCalls}`));
    name.push(words.calls.replace("#", nCalls));
  }
  return marked(middleOf(cell), shown, name.join(", "));
}

/** What the board says of a point, asked for when somebody presses its mark. */
function told(point, words) {
  const box = element("div", words.loading);
  fetch(words.told.replace("CODE", point.code) + location.search, { redirect: "error" })
    .then(async (response) => {
      if (!response.ok) throw new Error(response.statusText);
      box.innerHTML = await response.text();
    })
    .catch(() => {
      box.replaceChildren(element("p", words.failed));
    });
  return box;
}

function drawn(map, layer, board) {
  const { L } = window;
  layer.clearLayers();
  for (const cell of gathered(map, board.points)) {
    if (cell.length === 1) {
      onPress(markOfOne(cell[0], board), (byKey) => open(map, cell, board, byKey)).addTo(layer);
      continue;
    }
    const box = L.latLngBounds(cell.map((one) => one.at));
    const isHeap = map.getZoom() >= ALONE_FROM_ZOOM;
    const look = (byKey) => {
      if (isHeap) return open(map, cell, board, byKey);
      map.getContainer().focus({ preventScroll: true }); // the mark that was pressed goes away
      return map.setView(box.getCenter(), Math.max(map.getZoom() + 1, Math.min(18, map.getBoundsZoom(box))));
    };
    onPress(markOfSeveral(cell, board), look).addTo(layer);
  }
}

function open(map, cell, { words }, byKey) {
  const box = element("div", "");
  box.append(...cell.slice(0, MOST_TOLD).map((point) => told(point, words)));
  const popup = window.L.popup({ maxWidth: 320 }).setLatLng(cell[0].at).setContent(box).openOn(map);
  const close = popup.getElement().querySelector(".leaflet-popup-close-button");
  close.setAttribute("aria-label", words.close);
  if (byKey) close.focus();
}

async function read(words) {
  const response = await fetch(words.places + location.search, { redirect: "error", cache: "no-store" });
  if (!response.ok) throw new Error(response.statusText);
  const { doors, points } = await response.json();
  return {
    doors,
    words,
    points: points.map(([code, latitude, longitude, door, calls]) => ({
      code,
      door,
      at: [latitude, longitude],
      open: doors[door].open,
      calls: Boolean(calls),
    })),
  };
}

function start(place) {
  if (!isThere()) return;
  const words = place.dataset;
  place.hidden = false;
  let [map, layer, board] = [null, null, null];
  const said = place.querySelector("[role=status]");
  const renew = async () => {
    if (!place.open) return;
    try {
      board = await read(words);
      said.textContent = board.points.length ? "" : words.none;
    } catch {
      said.textContent = words.failed;
      return;
    }
    if (!map) {
      map = chartIn(place.querySelector(".map-box"));
      layer = window.L.layerGroup().addTo(map);
      if (board.points.length) map.fitBounds(board.points.map((one) => one.at), { padding: [30, 30], maxZoom: 14 });
      map.on("moveend", () => drawn(map, layer, board));
    }
    drawn(map, layer, board);
  };
  place.addEventListener("toggle", renew);
  document.addEventListener("board:read", renew);
}

for (const place of document.querySelectorAll("[data-live-map]")) start(place);
