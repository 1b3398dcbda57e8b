// Starts the page with the packs that it has, and says why where it cannot.

import { byId } from "./elements.js";
import { UnreadablePack } from "./envelope.js";
import { bytesOf, keptPacks, packsInFile, readPacks } from "./packs.js";
import { Page } from "./page.js";
import { speak } from "./speaking.js";

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
function refuse(config, error, language) {
  if (error instanceof UnreadablePack) return complain(config, error.reason === "newer" ? "newer" : "refused", { language });
  console.error(error);
  complain(config, "fault", { language, list: plainList() });
}

function refuseBrowser(config) {
  const list = plainList();
  complain(config, list ? "too_old" : "too_old_without_list", { list });
}

/** The list for readers without scripts, as HTML; "" where there is none. */
const plainList = () => byId("list")?.textContent ?? "";

/** Leaves nothing on the page but what is wrong, and the list where there is one, in one language or another. */
function complain(config, key, { language = languageOf(config), list = "" } = {}) {
  byId("finder").hidden = true;
  for (const part of ["about", "made", "signature"]) byId(part).replaceChildren();
  byId("answer").innerHTML = list;
  byId("trouble").hidden = false;
  byId("trouble").dataset.say = key;
  const say = (chosen) => speak(config, chosen, say);
  say(language);
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
    const refusePacks = (error) => refuse(config, error, page.wording.language);
    const page = new Page(config, await readPacks(packs, keys), languageOf(config), refusePacks);
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
