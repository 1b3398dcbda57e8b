// Who signs out takes the pages of the console along: they name points that strangers need not know; and what they began to
// write. Reports that wait stay, for whoever made them; how many is said first.

import { dropDraftsOf } from "./drafts.js";
import { Queue } from "./queue.js";

const notice = document.querySelector("[data-leaving]");

async function warn() {
  const hasConsole = (await indexedDB.databases()).some(({ name }) => name === Queue.NAME);
  const n = hasConsole ? (await (await Queue.open()).waiting(notice.dataset.leaving)).length : 0;
  notice.textContent = notice.dataset.unsent.replace("#", n);
  notice.hidden = !n;
}

warn().catch(() => {}); // a browser that keeps nothing, or does not tell what it keeps
document.querySelector("form").addEventListener("submit", () => {
  dropDraftsOf(notice.dataset.leaving);
  globalThis.caches?.delete("punkt-keep-pages");
});
