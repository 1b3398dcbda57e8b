// Puts what stands on the page into one language, and offers the others.

import { byId, element } from "./elements.js";

/** `choose` is told of another language that somebody wants. */
export function speak({ languages, words }, language, choose) {
  const { page, labels } = words[language];
  document.documentElement.lang = language;
  document.title = `${page.title} · Punkt`;
  for (const part of document.querySelectorAll("[data-say]")) part.textContent = page[part.dataset.say];
  for (const need of document.querySelectorAll("[data-need]")) need.textContent = labels[need.dataset.need];
  const choices = Object.entries(languages).map(([code, name]) =>
    element("button", { type: "button", lang: code, className: "btn", textContent: name, onclick: () => choose(code) }),
  );
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.lang === language));
  byId("languages").replaceChildren(...choices);
  byId("languages").setAttribute("aria-label", page.language);
}
