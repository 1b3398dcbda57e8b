// The borders of countries as the atlas has them, but for one place. The atlas draws lands by who holds them and gives
// Crimea to Russia; it is Ukraine's (resolution 68/262 of the General Assembly of the United Nations, 27 March 2014).

const UKRAINE = "804"; // ISO 3166-1
const RUSSIA = "643";
const CRIMEA = { west: 32, south: 44, east: 37, north: 46.5 };

const isInCrimea = ([longitude, latitude]) =>
  longitude > CRIMEA.west && longitude < CRIMEA.east && latitude > CRIMEA.south && latitude < CRIMEA.north;

/** Gives the atlas, a topology of countries, back as it should be; it is changed in place. */
export function mended(world, topojson) {
  const countries = new Map(world.objects.countries.geometries.map((country) => [country.id, country]));
  const [ukraine, russia] = [countries.get(UKRAINE), countries.get(RUSSIA)];
  const lands = topojson.feature(world, russia).geometry.coordinates;
  const isCrimea = lands.map(([shore]) => shore.every(isInCrimea));
  ukraine.arcs.push(...russia.arcs.filter((_, place) => isCrimea[place]));
  russia.arcs = russia.arcs.filter((_, place) => !isCrimea[place]);
  return world;
}

/** The lines between two countries. */
export const bordersOf = (world, topojson) =>
  topojson.mesh(world, world.objects.countries, (one, other) => one !== other);
