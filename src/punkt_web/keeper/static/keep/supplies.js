// How far the requests for supplies of this point are by the server, kept up to date on the console.

import { kindOf } from "./telling.js";

const RENEW_MS = 60_000;
const KINDS = new Set(["request", "arrival", "withdrawal"]);
/** The words about supplies of which it is known that the server has them. */
const received = new Set();

/** Looks again every minute while somebody sees the page. */
export function followSupplies() {
  setInterval(() => document.visibilityState === "visible" && renewSupplies(), RENEW_MS);
}

/** Looks again when a word about supplies was received: reports change no request. `renewed` is told when that is done. */
export function renewForReceived(items, renewed) {
  const fresh = items.filter(({ id, message, receivedAt }) => receivedAt && KINDS.has(kindOf(message)) && !received.has(id));
  for (const { id } of fresh) received.add(id);
  if (fresh.length) renewSupplies().then(renewed);
}

/** How far the requests are by the server now; who fills in something just then is not disturbed. */
async function renewSupplies() {
  const place = document.querySelector("[data-supply-cards]");
  if (!place) return; // a page that was kept before the console told of requests
  try {
    const response = await fetch(place.dataset.supplyCards, { redirect: "error" });
    const isFree = () => !place.contains(document.activeElement) && ![...place.querySelectorAll("input")].some(isFilled);
    if (!response.ok || !isFree()) return;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    if (isFree()) place.replaceChildren(...parsed.body.childNodes);
  } catch {
    // No network: what is shown is what was known last.
  }
}

const isFilled = ({ type, value }) => type !== "hidden" && value !== "";
