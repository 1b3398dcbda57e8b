// Requests for supplies: what is needed, what came, and what is not needed any more, in the queue of the reports
// (docs/reference/reports.md); and how far the requests of this point are.

import { message } from "./message.js";

const RENEW_MS = 60_000;
const SEPARATOR = ":";

/** What each form says, from what was entered. What was left empty is not known. */
const SAID = {
  asked(given) {
    const [kind, item] = given.get("thing").split(SEPARATOR);
    const needed = given.get("needed_by");
    return {
      kind,
      urgency: given.get("urgency"),
      ...(item && { item }),
      ...quantity(given),
      ...(needed && { needed_by: new Date(needed).toISOString() }),
      ...note(given),
    };
  },
  arrived(given, { request }, button) {
    const sent = given.get("sent");
    return { request, is_enough: button?.value !== "no", ...quantity(given), ...(sent && { sent }) };
  },
  withdrawn: (given, { request }) => ({ request, ...note(given) }),
};

const quantity = (given) => given.get("quantity") && { quantity: Number(given.get("quantity")) };
const note = (given) => given.get("note").trim() && { note: given.get("note").trim() };

/** Whether a word about supplies may have been received since the cards were fetched: those of before wait, too. */
let mayBeNew = true;

/** Words about supplies go the way of reports; `keep` puts a message into the queue and sends it. */
export function takeSupplies(code, keep, notKept) {
  document.querySelector("[data-supplies]").addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    const content = SAID[form.dataset.supply](new FormData(form), form.dataset, event.submitter);
    // What is asked anew is another form; of what came or ended there is no more to say.
    const done = () => (form.dataset.supply === "asked" ? form.reset() : (form.hidden = true));
    mayBeNew = true;
    keep(message(code, { [form.dataset.supply]: content })).then(done, notKept);
  });
  setInterval(() => document.visibilityState === "visible" && renewSupplies(), RENEW_MS);
}

/** Something was received: most often a report, which changes no request. */
export function renewAfterSending() {
  if (mayBeNew) renewSupplies();
  mayBeNew = false;
}

/** How far the requests are by the server now; who fills in something just then is not disturbed. */
async function renewSupplies() {
  const place = document.querySelector("[data-supply-cards]");
  try {
    const response = await fetch(place.closest("[data-supplies]").dataset.part, { redirect: "error" });
    const isFree = () => !place.contains(document.activeElement) && ![...place.querySelectorAll("input")].some(isFilled);
    if (!response.ok || !isFree()) return;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    if (isFree()) place.replaceChildren(...parsed.body.childNodes);
  } catch {
    // No network: what is shown is what was known last.
  }
}

const isFilled = ({ type, value }) => type !== "hidden" && value !== "";

/** What a message says of supplies, in words: nothing for a report. */
export function toldOfSupplies({ asked, arrived, withdrawn }, words) {
  if (asked) {
    const thing = words.thing[`${asked.kind}${SEPARATOR}${asked.item ?? ""}`];
    return [words.asked.replace("#", thing), asked.quantity ?? words.unknown, words.urgency[asked.urgency], asked.note];
  }
  if (arrived) {
    const amount = arrived.quantity ?? words.unknown;
    return [words.arrived.replace("#", amount), arrived.is_enough ? words.enough : words.more, arrived.note];
  }
  return withdrawn ? [words.withdrawn, withdrawn.note] : [];
}
