// The points that are not in the list, tile by tile: alone where there is room, else in clusters.

const SIDE = 512;

function codesOfTheList() {
  return [...document.querySelectorAll("[data-at]")].map((card) => card.dataset.code).sort();
}

function pinsOf(found, map, pins, words) {
  const aged = document.querySelector("script[data-aged]")?.dataset.aged ?? "";
  const alone = found.points.flatMap((point) => {
    const pin = pins.pinOfPoint(point, aged).bindPopup(() => pins.told(point));
    return point.square ? [pins.squareOf(point.square, words.square), pin] : [pin];
  });
  const gathered = found.clusters.map((cluster) => {
    const pin = pins.pinOfCluster(cluster, words);
    if (cluster.heap.length) return pin.bindPopup(() => heap(cluster, pins));
    const [south, west, north, east] = cluster.box;
    const box = [
      [south, west],
      [north, east],
    ];
    const nearer = () => Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, map.getBoundsZoom(box)));
    const look = () => {
      map.getContainer().focus({ preventScroll: true }); // the mark that was pressed goes away
      map.setView(cluster.at, nearer());
    };
    return pin.on("click", look).on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && look());
  });
  return [...alone, ...gathered];
}

function heap(cluster, pins) {
  const box = document.createElement("div");
  box.append(...cluster.heap.map(pins.told));
  return box;
}

/** Adds the points to the map and follows it. `failed` is called when a tile cannot be had. */
export function fetchedPoints(map, pins, words, failed) {
  const { L } = window;
  const groups = new Map();
  const without = codesOfTheList().slice(0, 60).join(",");
  const load = async (key, { z, x, y }) => {
    const wanted = without ? `?${new URLSearchParams({ without })}` : "";
    const response = await fetch(`/map/points/${z - 1}/${x}/${y}.json${wanted}`);
    if (!response.ok) throw new Error(response.statusText);
    const group = groups.get(key);
    if (!group) return; // it was left behind meanwhile
    for (const pin of pinsOf(await response.json(), map, pins, words)) pin.addTo(group);
  };
  const Points = L.GridLayer.extend({
    createTile(coords, done) {
      const tile = document.createElement("div");
      const key = this._tileCoordsToKey(coords);
      groups.set(key, L.layerGroup().addTo(map));
      load(key, coords).then(() => done(null, tile), failed);
      return tile;
    },
  });
  const layer = new Points({ tileSize: SIDE, zoomOffset: -1, noWrap: true });
  layer.on("tileunload", ({ coords }) => {
    const key = layer._tileCoordsToKey(coords);
    groups.get(key)?.remove();
    groups.delete(key);
  });
  layer.addTo(map);
  return { pins: () => [...groups.values()].flatMap((group) => group.getLayers()) };
}
