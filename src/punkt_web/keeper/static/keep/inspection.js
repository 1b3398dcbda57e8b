// An inspection on the phone: every answer is kept in the browser as it is entered, outlives the page, and is sent when the
// person says so. Where the browser keeps nothing the form sends by loading the page.

import { wantedHere } from "./correcting.js";
import { answersOf, fill, hasNoteAlone, linesOf, markEntered, rowsOf, settle, settleMeasure } from "./inspection_form.js";
import { KeptAnswers } from "./kept_answers.js";
import { say } from "./live.js";
import { show } from "./near.js";
import { areNumbersPossible } from "./numbers.js";
import { keepPages, Outbox } from "./outbox.js";
import { showPhotos, takePhotos } from "./photo_lines.js";
import { takeBack } from "./taking_back.js";
import { kindOf, lookOf, said } from "./telling.js";

const SHEET = "inspection";
const PAUSE_MS = 300; // while somebody writes

const form = document.querySelector("#inspection");
const { dataset: place } = document.querySelector("[data-line]");
const words = JSON.parse(document.querySelector("#words").textContent);
const { inspection, seenAt } = form.dataset;
const bar = form.querySelector("[data-handed]");
let due = 0;
let isTaking = false;

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const isOwnSheet = ({ by, message }) => by === place.who && kindOf(message) === SHEET && message.inspection === inspection;

function tellProgress() {
  const counts = [answersOf(form).length, linesOf(form).length];
  form.querySelector("[data-progress]").textContent = counts.reduce((text, n) => text.replace("#", n), words.progress);
  for (const line of linesOf(form)) show(line.querySelector("[data-note-alone]"), hasNoteAlone(line) ? words.note_alone : "", "");
  markEntered(form);
}

/** What was entered on this device since the server had the last sheet. */
async function restore(answers) {
  const kept = await answers.of(place.who, inspection);
  if (!kept) return false;
  if (kept.at <= Date.parse(seenAt)) {
    await answers.forget(place.who, inspection);
    return false;
  }
  fill(form, kept.rows);
  show(bar, words.kept_here, "");
  return true;
}

/** What was refused and is to be put right; what was entered since goes before it. */
async function openRefused(outbox, isRestored) {
  const item = await wantedHere(outbox);
  if (item?.message.inspection !== inspection) return;
  if (!isRestored) fill(form, item.message.answers);
  form.dataset.corrects = item.id;
  tellProgress();
  areNumbersPossible(form);
}

function keepEntered(answers) {
  const tabs = new BroadcastChannel(KeptAnswers.NAME);
  let n = 0;
  const keep = async () => {
    clearTimeout(due);
    due = 0;
    n += 1;
    const own = n;
    try {
      await answers.keep(place.who, inspection, place.code, rowsOf(form));
      tabs.postMessage(inspection);
      if (own === n && !due) show(bar, words.kept_here, ""); // not while more is being written
    } catch {
      show(bar, words.not_kept, "refused");
      say(words.not_kept);
    }
  };
  form.addEventListener("input", ({ target }) => {
    if (target.type === "file") return;
    settleMeasure(target);
    tellProgress();
    show(bar, "");
    clearTimeout(due);
    due = setTimeout(keep, target.localName === "textarea" || target.name.startsWith("value:") ? PAUSE_MS : 0);
  });
  form.addEventListener("change", ({ target }) => target.type !== "file" && keep());
  // Another tab of the same inspection: what is entered in one of them is of both.
  tabs.onmessage = ({ data }) => data === inspection && !due && restore(answers).then(tellProgress);
  // Who puts the phone away in the middle of a word loses none of it.
  document.addEventListener("visibilitychange", () => due && keep());
}

/** Whether the last word of this device on the inspection says just the same. */
async function saidAlready(outbox, content) {
  const last = (await outbox.queue.all()).findLast(isOwnSheet);
  return last && !last.why && last.message.final === content.final && isSame(last.message.answers, content.answers);
}

async function send(outbox, isFinal) {
  const content = { inspection, answers: answersOf(form), final: isFinal };
  const nOpen = linesOf(form).length - content.answers.length;
  if (!content.answers.length) return show(bar, words.nothing_answered, "refused");
  if (await saidAlready(outbox, content)) return show(bar, words.same, "received");
  if (isFinal && nOpen && !confirm(words.incomplete.replace("#", nOpen))) return;
  await outbox.put(SHEET, content, form.dataset.corrects);
  delete form.dataset.corrects;
}

function sendFromPage(outbox) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isTaking || !areNumbersPossible(form)) return; // a finger that taps twice says one thing
    isTaking = true;
    try {
      await send(outbox, event.submitter?.value === "hand_in");
    } catch {
      show(bar, words.not_kept, "refused");
      say(words.not_kept);
    } finally {
      isTaking = false;
    }
  });
}

function follow(items, isStuck) {
  showPhotos(form, items.filter(({ by }) => by === place.who), words, isStuck);
  const last = items.findLast(isOwnSheet);
  // What was entered since is not at the server, whatever became of what was sent before.
  if (!last || !isSame(last.message.answers, answersOf(form))) return;
  show(bar, said("", last, words, isStuck), lookOf(last));
  if (last.receivedAt) settle(form);
}

async function start() {
  const answers = await KeptAnswers.open();
  const isRestored = await restore(answers);
  tellProgress();
  const outbox = await Outbox.open(place, words, { renewed: follow });
  takeBack(form, (field) => field.dispatchEvent(new Event("input", { bubbles: true })));
  keepEntered(answers);
  takePhotos(form, outbox);
  sendFromPage(outbox);
  await openRefused(outbox, isRestored);
}

start().catch((error) => console.warn(error)); // the form sends by itself
keepPages(place);
