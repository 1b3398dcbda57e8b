// Layers that may be absent: the device's position as a search, what was asked for lately, the map, and words that
// age on an open page.

import { ageMs, serverNow } from "./server_clock.js";

const row = document.querySelector("#search [data-position]");

function askForPosition(form, button, said) {
  button.disabled = true;
  said.textContent = row.dataset.waiting;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const wanted = new URLSearchParams();
      // Four decimals are about 11 m: enough to find a door, and no finer trace of the person than that.
      wanted.set("lat", coords.latitude.toFixed(4));
      wanted.set("lon", coords.longitude.toFixed(4));
      for (const need of new FormData(form).getAll("need")) wanted.append("need", need);
      location.assign(`/?${wanted}`);
    },
    () => {
      button.disabled = false;
      said.textContent = row.dataset.failed;
    },
    { enableHighAccuracy: false, timeout: 20000, maximumAge: 120000 },
  );
}

if (row && "geolocation" in navigator && window.isSecureContext && !row.dataset.ready) {
  row.dataset.ready = "yes";
  const button = document.createElement("button");
  const said = document.createElement("p");
  button.type = "button";
  button.className = "btn grow";
  button.textContent = row.dataset.position;
  said.setAttribute("role", "status");
  row.append(button);
  row.after(said);
  button.addEventListener("click", () => askForPosition(row.closest("form"), button, said));
}

// What was asked for lately stays on this device and is sent to nobody.
const RECENT = "punkt-recent";
const MOST_RECENT = 5;
const recentRow = document.querySelector("[data-recent]");

function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT));
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return []; // no storage, or somebody else's words in it
  }
}

function keepRecent(text) {
  try {
    const others = recent().filter((other) => other !== text);
    localStorage.setItem(RECENT, JSON.stringify([text, ...others].slice(0, MOST_RECENT)));
  } catch {
    // A device that keeps nothing.
  }
}

function showRecent() {
  const asked = recent();
  recentRow.hidden = !asked.length;
  const links = asked.map((text) => {
    const link = document.createElement("a");
    link.href = `/?${new URLSearchParams({ q: text })}`;
    link.rel = "nofollow";
    link.className = "btn";
    link.textContent = text;
    return link;
  });
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "btn";
  forget.textContent = recentRow.dataset.forget;
  forget.addEventListener("click", () => {
    localStorage.removeItem(RECENT);
    recentRow.hidden = true;
    document.querySelector("#q").focus();
  });
  recentRow.replaceChildren(recentRow.dataset.recent, ...links, forget);
}

if (recentRow) {
  showRecent();
  if (recentRow.dataset.asked) keepRecent(recentRow.dataset.asked);
}

// The map comes when somebody asks for it.
const place = document.querySelector("[data-map]");

async function showMap(button, said) {
  button.disabled = true;
  said.textContent = "";
  try {
    const { openMap } = await import(place.dataset.map);
    await openMap(place);
  } catch {
    button.disabled = false;
    said.textContent = said.dataset.failed;
  }
}

if (place) {
  const button = place.querySelector("[data-open]");
  place.hidden = false;
  button.addEventListener("click", () => showMap(button, place.querySelector("[data-said]")));
  if (location.hash === "#map") button.click();
}

// A page that was left open does not go on saying "open" when the word behind it has aged.
const words = document.querySelector("script[data-aged]")?.dataset;
const OLD_MIN = 10;

function ageStates() {
  const now = serverNow() / 1000;
  for (const state of document.querySelectorAll("[data-until]")) {
    if (Number(state.dataset.until) <= now) {
      state.className = "state";
      state.textContent = words.aged;
      state.removeAttribute("data-until");
      state.closest(".card.best")?.classList.remove("best");
      const confirmation = state.parentElement.nextElementSibling;
      if (confirmation?.matches(".said")) confirmation.hidden = true;
    }
  }
  if (!document.querySelector("[data-counts] [data-until]")) ageHeading();
}

/** The heading names open points only while there is one. */
function ageHeading() {
  const heading = document.querySelector("[data-none-open]");
  if (!heading) return;
  document.title = document.title.replace(heading.textContent, heading.dataset.noneOpen);
  heading.textContent = heading.dataset.noneOpen;
  heading.removeAttribute("data-none-open");
  document.querySelector("[data-counts] h2.vh")?.remove();
}

// It is there before there is anything to say: what comes into it is read aloud then.
const ageStatus = document.createElement("div");
if (words?.old) {
  ageStatus.setAttribute("role", "status");
  document.querySelector("h1").before(ageStatus);
}

/** Says how old the page is: of an alert that began since, or how many came, it knows nothing. */
function agePage() {
  const minutes = Math.floor(ageMs() / 60_000);
  if (minutes < OLD_MIN) return;
  const text = words.old.replace("#", minutes);
  const said = ageStatus.querySelector("span");
  if (!said) ageStatus.append(ageNotice(text));
  else if (said.textContent !== text) {
    ageStatus.setAttribute("aria-live", "off"); // read aloud once, not each minute
    said.textContent = text;
  }
}

function ageNotice(text) {
  const said = document.createElement("span");
  const again = document.createElement("a");
  const notice = document.createElement("p");
  said.textContent = text;
  again.href = location.pathname + location.search; // with the place on the page it would only lead there
  again.textContent = words.again;
  notice.className = "notice noprint";
  notice.append(said, " ", again);
  return notice;
}

function age() {
  ageStates();
  if (words.old) agePage();
}

if (words) {
  setInterval(age, 30_000);
  addEventListener("pageshow", age);
  document.addEventListener("visibilitychange", age);
}

// After this visit the finder works with no network: with the points of the region that was asked for, or with all of
// them where the link is good. Whoever asked the device to save data is spared it.
const link = navigator.connection;

async function keepForLater() {
  const region = document.querySelector("script[data-region]").dataset.region;
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: region || (link?.effectiveType === "4g" ? "all" : "") });
}

if ("serviceWorker" in navigator && !link?.saveData) {
  addEventListener("load", () => keepForLater().catch(() => {}));
  addEventListener("online", () => keepForLater().catch(() => {}));
}
