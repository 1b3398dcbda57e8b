// On the page of shifts: what was planned on this device and is not sent yet. Its people can begin before the server knows
// them, since they have the numbers that follow the shift's own; shift_message.py numbers them alike.

import { time } from "./clocks.js";
import { isBeingWritten } from "./item_forms.js";
import { ulidAfter } from "./message.js";
import { isWaiting } from "./queue.js";
import { kindOf } from "./telling.js";

/** Who is in a shift: `{ulid, user}` for an account, `{ulid, name}` for a name; empty lines count as places. */
export function peopleOf({ id, users = [], names = "" }) {
  const lines = names.split(/\r\n|\r|\n/).map((name) => ({ name: name.trim() }));
  return [...[users].flat().map((user) => ({ user: `${user}` })), ...lines]
    .map((one, place) => ({ ...one, ulid: ulidAfter(id, place + 1) }))
    .filter(({ user, name }) => user || name);
}

const nameOfAccount = (user) =>
  document.querySelector(`[name="users[]"][value="${CSS.escape(user)}"]`)?.closest("label").textContent.trim() ?? "";

function nameSteps(row, ulid) {
  const [begin, end] = row.querySelectorAll("form");
  for (const form of [begin, end]) form.elements.person.value = ulid;
  begin.dataset.next = end.parentElement.id = `end_${ulid}`;
}

function rowOf(pattern, { ulid, user, name }) {
  const row = pattern.cloneNode(true);
  row.querySelector("[data-name]").textContent = name ?? nameOfAccount(user);
  nameSteps(row, ulid);
  return row;
}

function cardOf(template, message) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.dataset.planned = message.id;
  card.querySelector("[data-when]").textContent = `${time(message.begins_at)} – ${time(message.ends_at)}`;
  card.querySelector("form[data-item=shift_cancelled]").elements.shift.value = message.id;
  const pattern = card.querySelector("[data-person]");
  pattern.replaceWith(...peopleOf(message).map((one) => rowOf(pattern, one)));
  return card;
}

/** A begin is offered from some time before the shift, as the server does. */
function offerSteps(card, { begins_at: begins }, { soon }) {
  for (const steps of card.querySelectorAll("[data-steps]")) steps.hidden = Date.now() < Date.parse(begins) - Number(soon);
}

/** Shows the shifts that wait; tells whether some are new on the page. What the server has by now is for a page of it. */
export function showPlanned(items, { who, code }) {
  const template = document.querySelector("template[data-soon]");
  if (!template) return false;
  const shifts = items.filter(({ by, message }) => by === who && message.point === code && kindOf(message) === "shift");
  const cards = new Map([...document.querySelectorAll("[data-planned]")].map((card) => [card.dataset.planned, card]));
  for (const item of shifts) if (!isWaiting(item)) cards.get(item.id)?.remove();
  const waiting = shifts.filter(isWaiting);
  const fresh = waiting.filter(({ id }) => !cards.has(id));
  for (const { id, message } of fresh) cards.set(id, cardOf(template, message));
  template.before(...fresh.map(({ id }) => cards.get(id)));
  for (const { id, message } of waiting) offerSteps(cards.get(id), message, template.dataset);
  if (shifts.some(({ id, receivedAt }) => receivedAt && cards.has(id)) && !isBeingWritten()) location.reload();
  return fresh.length > 0;
}
