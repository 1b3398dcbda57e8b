// Starts the page with the packs that it has, and says why where it cannot.

import { byId } from "./elements.js";
import { UnreadablePack } from "./envelope.js";
import { bytesOf, keptPacks, packsInFile, readPacks } from "./packs.js";
import { Page } from "./page.js";

const ASK_EVERY_MS = 60_000;

/** A file has no cookies, and asking for them waits for another process. */
const cookies = () => (location.protocol === "file:" ? "" : document.cookie);

function languageOf({ languages, language, languageCookie }) {
  const chosen = new RegExp(`(?:^|; )${languageCookie}=(\\w+)`).exec(cookies())?.[1];
  const wanted = [location.hash.slice(1), chosen, ...navigator.languages.map((one) => one.split("-")[0])];
  return wanted.find((one) => one in languages) ?? language;
}

/** Whether the browser lacks what packs are unpacked with. */
const isTooOld = () => typeof DecompressionStream === "undefined";

/** Says why there is no search: a file that is not to be believed shows nothing, else there may be a plain list. */
function refuse(config, error) {
  if (error instanceof UnreadablePack) return complain(config, error.reason === "newer" ? "newer" : "refused");
  console.error(error);
  complain(config, "fault");
  showList();
}

function refuseBrowser(config) {
  complain(config, byId("list") ? "too_old" : "too_old_without_list");
  showList();
}

function showList() {
  if (byId("list")) byId("answer").innerHTML = byId("list").textContent;
}

function complain(config, key) {
  const language = languageOf(config);
  document.documentElement.lang = language;
  byId("finder").hidden = true;
  byId("answer").replaceChildren();
  byId("trouble").hidden = false;
  byId("trouble").textContent = config.words[language].page[key];
}

async function start(config) {
  byId("stuck")?.remove(); // it tells of a script that does not run
  byId("retry")?.addEventListener("click", () => location.reload());
  if (isTooOld()) return refuseBrowser(config);
  try {
    const keys = config.keys.map(bytesOf);
    const inFile = packsInFile();
    const packs = inFile ?? (await keptPacks());
    if (!packs) return complain(config, "nothing_kept");
    const page = new Page(config, await readPacks(packs, keys), languageOf(config), (error) => refuse(config, error));
    if (inFile) return;
    const renew = async (kept) => {
      const newer = await keptPacks();
      if (newer) return page.renew(await readPacks(newer, keys));
      if (kept) return;
      page.stop();
      complain(config, "nothing_kept");
    };
    // One after the other: what was read first must not take the place of what was read later.
    let renewing = Promise.resolve();
    renewWhenALinkReturns((kept) => (renewing = renewing.then(() => renew(kept)).catch(() => {})));
  } catch (error) {
    refuse(config, error);
  }
}

/** Asks the service worker for newer packs when there is a link again; `renew` is told whose it keeps then, "" for none. */
function renewWhenALinkReturns(renew) {
  const worker = navigator.serviceWorker;
  const ask = () => document.visibilityState === "visible" && worker?.controller?.postMessage({ keep: "" });
  // Not every browser tells a page that was opened without a link of one that came back: it asks until it was answered.
  const asking = setInterval(ask, ASK_EVERY_MS);
  addEventListener("online", ask);
  worker?.addEventListener("message", ({ data }) => {
    if (typeof data.kept !== "string") return;
    clearInterval(asking);
    renew(data.kept);
  });
}

start(JSON.parse(byId("config").textContent));
