// What a form of the console says, as the content of an item; item_forms.py reads the same forms alike. A form with
// data-item is kept in the browser and sent by itself; without scripts it loads the page.

import { momentOf } from "./clocks.js";
import { openForm, wantedHere } from "./correcting.js";
import { Drafts } from "./drafts.js";
import { areNumbersPossible } from "./numbers.js";
import { notKept } from "./receipts.js";
import { keepAnswers } from "./staying.js";
import { kindOf } from "./telling.js";

const ENVELOPE = ["csrfmiddlewaretoken", "ulid", ""];

/** `lines.fuel.why` stands deeper, `called[]` is a list, `needed_by@` a moment by the clocks of the point; what is empty was not spoken of. */
export function contentOf(form, button) {
  const given = new FormData(form);
  if (button?.name) given.set(button.name, button.value);
  const content = {};
  for (const [name, value] of given) {
    const said = value.trim();
    if (ENVELOPE.includes(name) || !said) continue;
    const above = name.split(".");
    const last = above.pop();
    const place = above.reduce((deeper, key) => (deeper[key] ??= {}), content);
    if (last.endsWith("@")) place[last.slice(0, -1)] = momentOf(said);
    else if (last.endsWith("[]")) (place[last.slice(0, -2)] ??= []).push(said);
    else place[last] = said;
  }
  return content;
}

/** Whether somebody is in the middle of writing: the page must not be loaded anew under their hands. */
export const isBeingWritten = () =>
  [...document.querySelectorAll("textarea, input[type=text]")].some(({ value, defaultValue }) => value !== defaultValue);

/** Wires the forms to the outbox. `isReloaded`: the page is loaded anew when the server has what was sent from it. */
export function sendFromPage(outbox, { isReloaded = false } = {}) {
  const drafts = new Drafts(outbox);
  drafts.start();
  // On the page as a whole: parts of it may be renewed, with forms of their own.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-item]")) return;
    event.preventDefault();
    if (!areNumbersPossible(form)) return;
    const content = contentOf(form, event.submitter);
    try {
      const id = await outbox.put(form.dataset.item, content, form.dataset.corrects);
      delete form.dataset.corrects;
      if (form.dataset.stays === undefined) form.reset();
      else keepAnswers(form);
      drafts.forget(form);
      if (isReloaded) await reloadWhenReceived(outbox, id);
    } catch {
      notKept(form, outbox.words);
    }
  });
}

/** The form of an item that was refused and is to be put right, where this page has it. */
export async function openRefused(outbox) {
  const item = await wantedHere(outbox);
  const form = item && document.querySelector(`form[data-item="${kindOf(item.message)}"]`);
  if (!form) return;
  openForm(form, item);
  if (areNumbersPossible(form)) form.querySelector("input:not([type=hidden])")?.focus();
}

async function reloadWhenReceived(outbox, id) {
  await outbox.sending.turn;
  const item = (await outbox.queue.all()).find((one) => one.id === id);
  if (item?.receivedAt && !isBeingWritten()) location.reload();
}
