// The one place of a page that is read out: the last word after a pause, so that a quick finger makes no chatter.

const PAUSE_MS = 900;
let due = 0;

export function say(text) {
  const place = document.querySelector("[data-said]");
  if (!place) return; // a page that was kept before
  clearTimeout(due);
  due = setTimeout(() => (place.textContent = text), PAUSE_MS);
}
