// Pages are kept for whoever opened them: what stands in them is not for the next who signs in on this device.

const WHOSE = "punkt-keep-whose";

/** Drops what is kept for somebody else. A device that does not say yet whose pages it keeps keeps its own. */
export async function dropPagesOfOthers(name, who) {
  const whose = localStorage.getItem(WHOSE) ?? who;
  const cache = await caches.open(name);
  const isHere = ({ url }) => new URL(url).pathname === location.pathname;
  const others = whose === who ? [] : (await cache.keys()).filter((one) => !isHere(one));
  await Promise.all(others.map((one) => cache.delete(one)));
  localStorage.setItem(WHOSE, who);
}
