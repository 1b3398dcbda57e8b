// Makes the console work without a network: reports wait in the browser and send themselves. Where the browser keeps
// nothing the form stays what it is, and sends each report by loading the page.

import { answerFromPage } from "./answering.js";
import { Following } from "./following.js";
import { sendFromPage } from "./item_forms.js";
import { say } from "./live.js";
import { entered } from "./message.js";
import { Near, show } from "./near.js";
import { keepPages, Outbox } from "./outbox.js";
import { showReceipts } from "./receipts.js";
import { followSupplies, renewForReceived } from "./supplies.js";
import { takeBack } from "./taking_back.js";
import { lookOf, REPORT, said } from "./telling.js";
import { Visits } from "./visits.js";

const TOO_MANY = 1.5; // times the seats
const form = document.querySelector("#report");
const words = JSON.parse(document.querySelector("#words").textContent);
// A page that was kept before pages had parts says it at its form.
const place = { ...form.dataset, ...document.querySelector("[data-line]").dataset };
const page = JSON.parse(document.querySelector("#known").textContent);
const near = new Near(form, words);
const following = new Following(place, page, words);
const visits = new Visits(form, place, words);
/** When the last report was sent from beside that button; its receipt stands there. */
let sentBesideAt = Infinity;
/** How many things are entered and not sent. */
let nEntered = 0;

/** A tap that changes a field is as if it was typed. */
const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

function tally() {
  const count = form.elements.headcount;
  for (const button of form.querySelectorAll("[data-add]"))
    button.addEventListener("click", () => {
      const before = Number.parseInt(count.value || following.headcount || "0", 10);
      count.value = Math.max(before + Number(button.dataset.add), 0);
      changed(count);
      say(words.people.replace("#", count.value));
    });
  document.querySelector("[data-tally]").hidden = false;
}

/** A slip of the finger: 120 for 12. Somebody may well stand where there is no seat. */
const isFarTooMany = ({ headcount: n }) => n > TOO_MANY * Number(form.dataset.seats ?? Infinity);

/** Puts back what was entered, where it could not be kept. */
function restore(given) {
  for (const [name, value] of given)
    for (const field of form.querySelectorAll(`input[name="${CSS.escape(name)}"]:not([type=hidden])`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else field.value = value;
    }
}

/** Beside the button that sends: how far the last report is, or why there is none. */
function besideSend(text, look) {
  const line = document.querySelector("[data-sent]");
  if (line) show(line, text, look);
}

/** Tells beside each thing, in the line on top, and on the button what was entered and is not sent. */
function showEntered(outbox) {
  nEntered = near.enter(entered(form), following.headcount);
  outbox.shown.enter(nEntered);
  for (const field of form.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox])"))
    field.classList.toggle("entered", field.value !== "");
  if (nEntered) besideSend("");
  const button = form.querySelector(".btn[name=send]");
  if (!words.send) return; // a page that was kept before
  button.textContent = nEntered ? words.send_n.replace("#", nEntered) : words.send;
  button.classList.toggle("main", nEntered > 0);
}

/** The page follows what was said last, by the server or by this device. */
function follow(items, isStuck) {
  following.follow(items);
  const last = following.items.findLast(({ message }) => Date.parse(message.observed_at) >= sentBesideAt);
  if (last && !nEntered) besideSend(said("", last, words, isStuck), lookOf(last));
  near.tell((things) => following.newest(things), isStuck);
  form.elements.headcount.placeholder = following.headcount;
  for (const told of document.querySelectorAll("[data-told-fuel]"))
    told.hidden = Boolean(following.newest(["fuel_l", "fuel_quarters"])?.message);
  followState(following.state);
}

function followState(now) {
  const still = document.querySelector("[data-still]");
  still.value = now;
  still.textContent = words.still[now] ?? "";
  still.hidden = still.disabled = !words.still[now];
  for (const button of form.querySelectorAll(".big[name=state]"))
    button.setAttribute("aria-pressed", String(button.value === now));
}

function sendReports(outbox) {
  const take = async (button) => {
    const content = entered(form, button);
    if (!Object.keys(content).length) {
      besideSend(words.empty, "refused");
      return say(words.empty);
    }
    if (isFarTooMany(content) && !confirm(words.many.replace("#", content.headcount))) return;
    const given = [...new FormData(form)];
    sentBesideAt = button.closest(".bar") ? Date.now() : Infinity;
    besideSend("");
    visits.forget();
    form.reset(); // at once: what is entered from now on is of the next report
    showEntered(outbox);
    try {
      await outbox.put(REPORT, content);
    } catch (error) {
      restore(given);
      visits.remember();
      showEntered(outbox);
      throw error;
    }
  };
  // A number that cannot be may stand in a part that is shut: nobody would see why nothing is sent.
  form.addEventListener("invalid", ({ target }) => target.closest("details")?.setAttribute("open", ""), true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(event.submitter).catch(() => {
      besideSend(words.not_kept, "refused");
      say(words.not_kept);
    });
  });
}

async function start() {
  tally();
  visits.count(changed);
  followSupplies();
  takeBack(form, changed);
  follow([], !navigator.onLine);
  const renewed = (items, isStuck) => {
    follow(items, isStuck);
    renewForReceived(items, () => showReceipts(items, place, words, isStuck));
  };
  const outbox = await Outbox.open(place, words, { heard: (now) => (following.known = now), renewed });
  sendFromPage(outbox);
  sendReports(outbox);
  form.addEventListener("input", () => showEntered(outbox));
  showEntered(outbox);
}

answerFromPage();
start().catch((error) => console.warn(error)); // the form sends by itself
keepPages(place);
