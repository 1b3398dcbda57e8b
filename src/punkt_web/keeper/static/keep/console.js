// Makes the console work without a network: reports wait in the browser and send themselves. Where the browser keeps
// nothing the form stays what it is, and sends each report by loading the page.

import { entered, message } from "./message.js";
import { Queue } from "./queue.js";
import { Sending } from "./sending.js";
import { Shown } from "./shown.js";

const AGAIN_MS = 20_000;
const form = document.querySelector("#report");
const words = JSON.parse(document.querySelector("#words").textContent);
const { code } = form.dataset;

function tally() {
  const count = form.elements.headcount;
  for (const button of form.querySelectorAll("[data-add]"))
    button.addEventListener("click", () => {
      const before = Number.parseInt(count.value || form.dataset.headcount || "0", 10);
      count.value = Math.max(before + Number(button.dataset.add), 0);
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

/** The page follows what this device said last: "Still open", and from how many people on is counted. */
function follow({ state, headcount }) {
  if (headcount !== undefined) form.dataset.headcount = headcount;
  if (!state) return;
  if (state !== form.dataset.state) document.querySelector("[data-told-state]").hidden = true;
  const still = document.querySelector("[data-still]");
  still.value = state;
  still.textContent = words.still[state] ?? "";
  still.hidden = still.disabled = !words.still[state];
  for (const button of form.querySelectorAll(".big[name=state]"))
    button.setAttribute("aria-pressed", String(button.value === state));
}

async function start() {
  tally();
  takeBack();
  follow({ state: form.dataset.state });
  const queue = await Queue.open();
  const shown = new Shown(words, code, (id) => queue.dismiss(id).then(renew));
  const renew = async () => shown.show(await queue.all());
  const sending = new Sending(queue, form.dataset.to, (problem, why) => {
    shown.problem(problem, why);
    return renew();
  });
  const take = async (button) => {
    const content = entered(form, button);
    if (!Object.keys(content).length) return shown.problem("empty");
    await queue.add(message(code, content));
    form.reset();
    follow(content);
    await renew();
    sending.send();
    navigator.storage?.persist?.(); // that the browser does not clear them when the disk is full
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(event.submitter).catch(() => shown.problem("not_kept"));
  });
  for (const item of await queue.all()) if (item.message.point === code && !item.why) follow(item.message);
  await renew();
  sending.send();
  for (const occasion of ["online", "pageshow"]) addEventListener(occasion, () => sending.send());
  setInterval(async () => (await queue.waiting()).length && sending.send(), AGAIN_MS);
}

start().catch((error) => console.warn(error)); // the form sends by itself
if ("serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.worker).catch(() => {});
