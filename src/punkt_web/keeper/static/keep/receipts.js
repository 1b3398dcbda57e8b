// Beside each form of an item, where the finger is: how far the last item is that was told by it.

import { say } from "./live.js";
import { show } from "./near.js";
import { fill } from "./staying.js";
import { kindOf, lookOf, said, told } from "./telling.js";

const SHOWN_MS = 15 * 60_000; // a receipt is news for so long
const lines = new WeakMap();

/** Whether an item was told by a form like this one: of its kind, and about the same. */
const isOfForm = ({ dataset, elements }, message) =>
  kindOf(message) === dataset.item &&
  [...elements]
    .filter(({ type, name }) => type === "hidden" && !["csrfmiddlewaretoken", "ulid"].includes(name))
    .every(({ name, value }) => (message[name] ?? "") === value);

const isNews = ({ receivedAt }) => !receivedAt || Date.now() - Date.parse(receivedAt) < SHOWN_MS;

/** What is over when the word of a form is given: the form, or what stands around it. */
function overWith(form) {
  const around = [];
  for (let place = form; place; place = place.parentElement) if (place.dataset.done !== undefined) around.push(place);
  return around;
}

function lineOf(form) {
  const made = lines.get(form) ?? document.querySelector(`[data-receipt="${form.id || "-"}"]`);
  if (made) return made;
  const line = Object.assign(document.createElement("p"), { className: "near" });
  (overWith(form).at(-1) ?? form).after(line);
  lines.set(form, line);
  return line;
}

/** What follows on the word of a form, where it does not reach the server now: the page says so, and goes on. */
function goOn({ dataset }) {
  for (const place of document.querySelectorAll(`[data-after="${dataset.item}"]`)) {
    place.hidden = false;
    for (const words of place.querySelectorAll("[data-if]")) words.hidden = words.dataset.if !== "waits";
  }
}

/** What can be told next: an end, once a begin is told, also before the server has that. */
function offerNext(id) {
  const next = document.getElementById(id);
  if (next) next.hidden = false;
}

/** Shows at each form how far its last item is. What is over with it goes while that waits, and comes back if it is refused. */
export function showReceipts(items, { who, code }, words, isStuck) {
  for (const form of document.querySelectorAll("form[data-item]")) {
    const last = items.findLast(({ by, message }) => by === who && message.point === code && isOfForm(form, message));
    if (!last || !isNews(last)) continue;
    show(lineOf(form), said(told(last.message, words), last, words, isStuck), lookOf(last));
    const isOpenedAnew = form.dataset.stays !== undefined && !form.dataset.look;
    if (isOpenedAnew && lookOf(last) === "waits") fill(form, last.message);
    form.dataset.look = lookOf(last);
    const { next } = form.dataset;
    if (!last.receivedAt || next) for (const place of overWith(form)) place.hidden = !last.why;
    if (lookOf(last) === "waits" && isStuck) goOn(form);
    if (next && !last.why) offerNext(next);
  }
}

/** Says at a form that its item could not be kept: what was written still stands there. */
export function notKept(form, words) {
  show(lineOf(form), words.not_kept, "refused");
  say(words.not_kept);
}
