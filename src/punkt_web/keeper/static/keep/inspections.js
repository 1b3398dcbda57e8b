// The list of inspections: keeps their pages ahead, sends what waits, and shows what was entered for an inspection that is
// not in the list any more. Nothing of it goes unless the person says so.

import { isAnswered } from "./inspection_form.js";
import { KeptAnswers } from "./kept_answers.js";
import { keepPages, Outbox } from "./outbox.js";

const { dataset: place } = document.querySelector("[data-line]");
const words = JSON.parse(document.querySelector("#words").textContent);
const numbers = JSON.parse(document.querySelector("#numbers")?.textContent || "null");
const list = document.querySelector("[data-leftovers]");

const told = ({ code, rows }) => [code, rows.filter(isAnswered).length].reduce((text, part) => text.replace("#", part), words.left_here);

async function showLeftovers(answers) {
  const left = (await answers.allOf(place.who)).filter(({ inspection }) => !numbers.includes(inspection));
  list.replaceChildren(...left.map((kept) => leftover(answers, kept)));
  document.querySelector("[data-leftover]").hidden = !left.length;
}

function leftover(answers, kept) {
  const row = Object.assign(document.createElement("li"), { textContent: told(kept) });
  const forget = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: words.forget });
  forget.addEventListener("click", async () => {
    if (!confirm(words.really_forget)) return;
    await answers.forget(kept.who, kept.inspection);
    await showLeftovers(answers);
  });
  row.append(document.createElement("br"), forget);
  return row;
}

async function start() {
  await Outbox.open(place, words);
  if (list) await showLeftovers(await KeptAnswers.open());
}

start().catch((error) => console.warn(error)); // there is nothing that it could lose
keepPages(place);
