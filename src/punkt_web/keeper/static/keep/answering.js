// Answers to what a coordinator asks: sent now or not at all, and the page says which.

/** Sends the answers of the forms from the page, so that a lost network loses neither the page nor what was written. */
export function answerFromPage() {
  for (const form of document.querySelectorAll("[data-task]"))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, event.submitter);
    });
}

async function send(form, button) {
  const body = new FormData(form);
  body.set(button.name, button.value);
  const [unsent, sending] = ["unsent", "sending"].map((part) => form.querySelector(`[data-${part}]`));
  unsent.hidden = true;
  if (sending) sending.hidden = false;
  try {
    // Not followed: the page that it leads to tells what came of it, once, and it is this one.
    const { type, ok } = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (type !== "opaqueredirect" && !ok) throw new Error("not taken");
    location.reload();
  } catch {
    unsent.hidden = false;
    if (sending) sending.hidden = true;
  }
}
