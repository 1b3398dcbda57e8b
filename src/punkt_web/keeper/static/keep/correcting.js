// What the server refused is opened again in the form that it came from, with what was written. It stays among the refused
// until what was put right is kept in its place.

import { kept, keep } from "./storage.js";
import { kindOf } from "./telling.js";

const PAGES = { power_trial: "power/", inspection: "inspection/" };
const WANTED = "punkt-keep-correct";

const addressOf = ({ message }, to) => new URL(`${message.point}/${PAGES[kindOf(message)]}`, new URL(to, location)).pathname;

/** Whether there is a page on which an item can be put right. */
export const canBeCorrected = ({ message, why }) => Boolean(why) && kindOf(message) in PAGES;

/** Opens the page of the item, which then opens its form. */
export function correct(item, { to }) {
  keep(WANTED, item.id);
  location.assign(addressOf(item, to));
}

/** The item that somebody wants to put right on this page, once; nothing where there is none. */
export async function wantedHere({ queue, who, to }) {
  const id = kept(WANTED);
  const item = id && (await queue.all()).find((one) => one.id === id && one.by === who && canBeCorrected(one));
  if (!item || addressOf(item, to) !== location.pathname) return null;
  keep(WANTED, "");
  return item;
}

/** Puts what an item says into the form that it came from; what is typed into it from now on is kept as ever. */
export function openForm(form, { id, message }) {
  for (const field of form.elements) {
    const told = message[field.name];
    if (told === undefined || field.type === "hidden") continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === `${told}`;
    else field.value = told;
  }
  form.dataset.corrects = id;
  for (let place = form; place; place = place.parentElement) if (place.localName === "details") place.open = true;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
