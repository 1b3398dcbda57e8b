// Makes the console work without a network: reports wait in the browser and send themselves. Where the browser keeps
// nothing the form stays what it is, and sends each report by loading the page.

import { answerFromPage } from "./answering.js";
import { sendFromPage } from "./item_forms.js";
import { entered } from "./message.js";
import { keepPages, Outbox } from "./outbox.js";
import { followSupplies, renewForReceived } from "./supplies.js";
import { kindOf, REPORT } from "./telling.js";
import { Visits } from "./visits.js";

const TOO_MANY = 1.5; // times the seats
const form = document.querySelector("#report");
const words = JSON.parse(document.querySelector("#words").textContent);
// A page that was kept before pages had parts says it at its form.
const place = { ...form.dataset, ...document.querySelector("[data-line]").dataset };
const { code, who } = place;
const page = JSON.parse(document.querySelector("#known").textContent);
/** What the server knew last of this point, whoever told it: `{state, state_until, headcount, at}`. */
let known = page;
const visits = new Visits(form, place, words);

function tally() {
  const count = form.elements.headcount;
  for (const button of form.querySelectorAll("[data-add]"))
    button.addEventListener("click", () => {
      const before = Number.parseInt(count.value || form.dataset.headcount || "0", 10);
      count.value = Math.max(before + Number(button.dataset.add), 0);
      document.querySelector("[data-count]").textContent = words.people.replace("#", count.value);
    });
  document.querySelector("[data-tally]").hidden = false;
}

/** An answer that was chosen by mistake is taken back by choosing it again. */
function takeBack() {
  for (const answer of form.querySelectorAll("[type=radio]")) {
    let was = false;
    answer.closest("label").addEventListener("pointerdown", () => (was = answer.checked));
    answer.addEventListener("click", () => {
      if (was) answer.checked = false;
      was = false;
    });
  }
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

/**
 * The page follows what was said last, by the server or by this device: "Still open", and from where is counted on. What
 * the server received before it told what it knows is in that already, with what others said since.
 */
function follow(items) {
  const isOwn = ({ by, message, why }) => by === who && message.point === code && kindOf(message) === REPORT && !why;
  const own = items.filter(isOwn);
  const last = (name, since) => {
    const isNewer = ({ receivedAt }) => !receivedAt || Date.parse(receivedAt) > Date.parse(since.at);
    return own.findLast((item) => isNewer(item) && item.message[name] !== undefined)?.message[name];
  };
  form.dataset.headcount = last("headcount", known) ?? known.headcount ?? "";
  const newer = {
    headcount: known.headcount === page.headcount ? last("headcount", page) : known.headcount,
    fuel: last("fuel_l", page) ?? last("fuel_quarters", page),
  };
  for (const [thing, told] of Object.entries(newer))
    for (const place of document.querySelectorAll(`[data-told-${thing}]`)) place.hidden = told !== undefined;
  const counts = Date.parse(known.state_until) > Date.now();
  followState(last("state", known) ?? (counts ? known.state : ""));
}

function followState(now) {
  const still = document.querySelector("[data-still]");
  still.value = now;
  still.textContent = words.still[now] ?? "";
  still.hidden = still.disabled = !words.still[now];
  document.querySelector("[data-told-state]").hidden = now !== page.state;
  for (const button of form.querySelectorAll(".big[name=state]"))
    button.setAttribute("aria-pressed", String(button.value === now));
}

async function start() {
  tally();
  visits.count();
  followSupplies();
  takeBack();
  follow([]);
  const renewed = (items) => {
    follow(items);
    renewForReceived(items);
  };
  const outbox = await Outbox.open(place, words, { heard: (now) => (known = now), renewed });
  sendFromPage(outbox);
  const take = async (button) => {
    const content = entered(form, button);
    if (!Object.keys(content).length) return outbox.shown.problem("empty");
    if (isFarTooMany(content) && !confirm(words.many.replace("#", content.headcount))) return;
    const given = [...new FormData(form)];
    visits.forget();
    form.reset(); // at once: what is entered from now on is of the next report
    try {
      await outbox.put(REPORT, content);
    } catch (error) {
      restore(given);
      visits.remember();
      throw error;
    }
  };
  // A number that cannot be may stand in a part that is shut: nobody would see why nothing is sent.
  form.addEventListener("invalid", ({ target }) => target.closest("details")?.setAttribute("open", ""), true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(event.submitter).catch(() => outbox.shown.problem("not_kept"));
  });
}

answerFromPage();
start().catch((error) => console.warn(error)); // the form sends by itself
keepPages(place);
