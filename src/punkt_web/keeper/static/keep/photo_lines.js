// Pictures beside the lines of an inspection: each is kept in the queue as soon as it is taken.

import { say } from "./live.js";
import { show } from "./near.js";
import { addressOf, hasPicture, smallJpeg } from "./pictures.js";
import { kindOf, lookOf, said } from "./telling.js";

const PHOTO = "inspection_photo";

/** Keeps each picture that is taken, in the queue. */
export function takePhotos(form, outbox) {
  form.addEventListener("change", async ({ target }) => {
    if (target.type !== "file") return;
    const files = [...target.files];
    target.value = ""; // it is of the queue now, and must not go with the form as well
    for (const file of files) await keep(form, outbox, target.closest("[data-key]"), file);
  });
}

async function keep(form, outbox, line, file) {
  const content = { inspection: form.dataset.inspection, line: line.dataset.key };
  let jpeg;
  try {
    jpeg = await smallJpeg(file);
  } catch {
    return tell(line, outbox.words.not_drawn);
  }
  try {
    await outbox.put(PHOTO, { ...content, jpeg });
  } catch {
    tell(line, outbox.words.not_kept);
  }
}

function tell(line, words) {
  const place = Object.assign(document.createElement("li"), { className: "near" });
  line.querySelector("[data-shots]").append(place);
  show(place, words, "refused");
  say(words);
}

/** Shows beside each line its pictures and how far each is. */
export function showPhotos(form, items, words, isStuck) {
  const taken = items.filter(({ message }) => kindOf(message) === PHOTO && message.inspection === form.dataset.inspection);
  for (const line of form.querySelectorAll("[data-key]")) {
    const own = taken.filter(({ message }) => message.line === line.dataset.key);
    const looks = JSON.stringify(own.map((item) => [item.id, lookOf(item), isStuck]));
    const place = line.querySelector("[data-shots]");
    if (place.dataset.looks === looks) continue;
    place.dataset.looks = looks;
    place.replaceChildren(...own.map((item) => shot(item, words, isStuck)));
  }
}

function shot(item, words, isStuck) {
  const place = document.createElement("li");
  if (hasPicture(item)) place.append(Object.assign(new Image(), { src: addressOf(item), alt: words.photo }));
  const how = Object.assign(document.createElement("span"), { className: "near" });
  show(how, said(words.photo, item, words, isStuck), lookOf(item));
  place.append(how);
  return place;
}
