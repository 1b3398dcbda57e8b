// A board on a wall: it renews itself, and when the network is lost it goes on showing what it has, says how old that
// is, and takes back what has outlived its time. Without scripts the page renews itself as a whole.

const RENEW_MS = 60_000;
const TURN_MS = 15_000;
const REST_MS = 120_000;
const words = document.querySelector("script[data-lost]").dataset;
const main = document.querySelector("main");

// The clock of the device may be wrong by hours: time is counted from what the server said. Sleep counts too.
let servedAt = Number(document.querySelector("[data-board]").dataset.now) * 1000;
let shownAt = { wall: Date.now(), run: performance.now() };
const ageMs = () => Math.max(Date.now() - shownAt.wall, performance.now() - shownAt.run, 0);
let isLost = false;

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    const now = fresh?.querySelector("[data-board]")?.dataset.now;
    if (answer.ok && now) {
      main.replaceChildren(...fresh.childNodes);
      servedAt = Number(now) * 1000;
      shownAt = { wall: Date.now(), run: performance.now() };
      isLost = false;
    } else if (answer.status === 404 || answer.status === 410) {
      location.reload(); // not a board any more: what the site says now is to be seen
    } else isLost = true;
  } catch {
    isLost = true;
  }
  age();
}

function age() {
  const now = (servedAt + ageMs()) / 1000;
  for (const over of document.querySelectorAll("[data-over]")) if (Number(over.dataset.over) <= now) over.remove();
  for (const state of document.querySelectorAll("[data-until]")) {
    if (Number(state.dataset.until) > now) continue;
    state.className = "state";
    state.textContent = words.aged;
    state.removeAttribute("data-until");
    const beside = state.nextElementSibling ?? state.parentElement.nextElementSibling;
    if (beside?.matches(".small")) beside.hidden = true;
  }
  const place = document.querySelector("[data-lost]:not(script)");
  const text = isLost ? words.lost.replace("#", Math.ceil(ageMs() / 60_000)) : "";
  if (place.textContent !== text) {
    place.setAttribute("aria-live", place.textContent ? "off" : "polite"); // read aloud once, not each minute
    place.textContent = text;
    place.className = text ? "notice bad lost" : "";
  }
}

// What does not fit on a screen that nobody touches is turned to, page by page.
let touchedAt = -REST_MS;
for (const event of ["pointerdown", "keydown", "wheel", "focusin"]) {
  addEventListener(event, () => (touchedAt = performance.now()), { passive: true });
}

function turn() {
  const isWall = matchMedia("(min-width: 60rem)").matches && performance.now() - touchedAt > REST_MS;
  if (!isWall) return;
  const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  scrollTo({ top: isAtEnd ? 0 : scrollY + innerHeight * 0.85, behavior: "instant" });
}

setInterval(renew, RENEW_MS);
setInterval(age, 10_000);
setInterval(turn, TURN_MS);
addEventListener("online", renew);
