// Pages are kept for whoever opened them: what stands in them is not for the next who signs in on this device.

const WHOSE = "/keep/whose";

/** Drops what is kept for somebody else. A device that does not say yet whose pages it keeps keeps its own. */
export async function dropPagesOfOthers(name, who) {
  const cache = await caches.open(name);
  const whose = await (await cache.match(WHOSE))?.text();
  if (whose === who) return;
  const others = whose === undefined ? [] : await cache.keys();
  const isHere = ({ url }) => new URL(url).pathname === location.pathname;
  await Promise.all(others.filter((one) => !isHere(one)).map((one) => cache.delete(one)));
  await cache.put(WHOSE, new Response(who));
}
