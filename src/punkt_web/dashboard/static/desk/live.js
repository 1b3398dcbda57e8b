// Keeps the live board up to date: told by the server when something was said, else by asking again and again.

const ASK_AGAIN_MS = 15_000;
const REST_MS = 4_000; // between two readings: a board of ten thousand points is work for the server
const TOO_OLD_MS = 60_000;

const board = document.querySelector("[data-live]");
const stale = document.querySelector("[data-stale]");
let etag = "";
let readAt = Date.now();
let isReading = false;
let isDue = false;

/** Whoever chooses or presses something just now is not disturbed. */
const isInUse = () => board.contains(document.activeElement) && document.activeElement !== document.body;

async function read() {
  if (document.hidden || isInUse()) return (isDue = true);
  if (isReading || Date.now() - readAt < REST_MS) return (isDue = true);
  [isReading, isDue] = [true, false];
  try {
    const response = await fetch(`${board.dataset.part}${location.search}`, {
      headers: etag ? { "If-None-Match": etag } : {},
      redirect: "error",
      cache: "no-store",
    });
    if (response.status === 200) {
      board.innerHTML = await response.text();
      etag = response.headers.get("ETag") ?? "";
      document.dispatchEvent(new Event("board:read"));
    } else if (response.status !== 304) throw new Error(`answered ${response.status}`);
    readAt = Date.now();
    stale.hidden = true;
  } catch {
    stale.hidden = Date.now() - readAt < TOO_OLD_MS;
  } finally {
    isReading = false;
  }
}

/** The server tells; where it cannot, or has no place left, the clock below does. */
function listen() {
  const changes = new EventSource(board.dataset.changes);
  changes.addEventListener("changed", read);
  changes.addEventListener("error", () => {
    if (changes.readyState === EventSource.CLOSED) setTimeout(listen, 60_000);
  });
  addEventListener("pagehide", () => changes.close(), { once: true });
}

if (board?.dataset.part) {
  if ("EventSource" in window) listen();
  setInterval(read, ASK_AGAIN_MS);
  setInterval(() => isDue && read(), 1_000);
  document.addEventListener("visibilitychange", () => !document.hidden && read());
}
