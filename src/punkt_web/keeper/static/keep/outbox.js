// What a page of the console sends: kept in the browser first, then sent, with all other pages of this console told.

import { correct } from "./correcting.js";
import { clockNow, message } from "./message.js";
import { dropPagesOfOthers } from "./owner.js";
import { Queue } from "./queue.js";
import { showReceipts } from "./receipts.js";
import { Sending } from "./sending.js";
import { Shown } from "./shown.js";

const AGAIN_MS = 20_000;
const SLOW_MS = 5_000; // what takes longer is not said to be on its way

export class Outbox {
  /**
   * Throws where the browser keeps nothing. `place` says of which point and whose it is: `{code, who, to, worker}`.
   * `heard` is told what the server knows of the point, `renewed` all items of this device, and whether something stands
   * in the way of sending, whenever they change, and every 20 seconds.
   */
  static async open(place, words, { heard = () => {}, renewed = () => {} } = {}) {
    const outbox = new Outbox(await Queue.open(), place, words, { heard, renewed });
    await outbox.renew();
    outbox.sending.send();
    for (const occasion of ["online", "pageshow"]) addEventListener(occasion, () => outbox.sending.send());
    const followTime = async () => renewed(await outbox.queue.all(), outbox.isStuck); // a state counts for some hours only
    setInterval(() => Promise.all([followTime(), outbox.sendWhatWaits()]).catch(() => {}), AGAIN_MS);
    return outbox;
  }

  constructor(queue, { code, who, to }, words, { heard, renewed }) {
    Object.assign(this, { queue, code, who, to, words, renewed, isStuck: !navigator.onLine });
    this.shown = new Shown(words, { code, who }, {
      correct: (item) => correct(item, { to }),
      dismiss: (id) => queue.dismiss(id).then(() => this.renew()).then(() => this.tabs.postMessage(null)),
      sendAgain: (id) => queue.sendAgain(id).then(() => this.sending.send()),
    });
    // Other tabs of this console: what one of them keeps, sends or hears is of all.
    this.tabs = new BroadcastChannel(Queue.NAME);
    this.tabs.onmessage = ({ data: now }) => {
      if (now?.[code]) heard(now[code]);
      this.renew();
    };
    this.sending = new Sending(queue, to, who, {
      said: (problem, why) => {
        this.isStuck = Boolean(problem);
        this.shown.problem(problem, why);
        return this.renew();
      },
      heard: (now) => {
        if (now?.[code]) heard(now[code]);
        this.tabs.postMessage(now);
      },
      tooLarge: words.too_large ?? "413", // a page that was kept before
    });
  }

  async renew() {
    const items = await this.queue.all();
    this.shown.show(items, this.isStuck);
    showReceipts(items, this, this.words, this.isStuck);
    this.renewed(items, this.isStuck);
  }

  async sendWhatWaits() {
    return (await this.queue.waiting(this.who)).length && this.sending.send();
  }

  /**
   * Keeps an item of a kind, and sends it as soon as it can. Gives its number; throws where it could not be kept.
   * `corrects` is the number of a refused one that it takes the place of.
   */
  async put(kind, content, corrects = "") {
    const item = message(kind, this.code, content);
    await this.queue.add(item, this.who, clockNow());
    if (corrects) await this.queue.dismiss(corrects);
    await this.renew();
    this.tabs.postMessage(null);
    this.sending.send();
    setTimeout(() => this.noteSlow(item.id), SLOW_MS);
    navigator.storage?.persist?.(); // that the browser does not clear them when the disk is full
    return item.id;
  }

  /** A link that takes long is no link yet, for whoever waits for it. */
  async noteSlow(id) {
    const isWaiting = (await this.queue.waiting(this.who)).some((item) => item.id === id);
    if (!isWaiting || this.isStuck) return;
    this.isStuck = true;
    await this.renew();
  }
}

const PAGES = "punkt-keep-pages"; // as sw.js has it

/** That the pages open without a network: this one, and those that it leads to as parts of the same console. */
export function keepPages({ worker, who }) {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(worker).catch(() => {});
  // With no network: those that were kept before stay.
  dropPagesOfOthers(PAGES, who).then(keepParts).catch(() => {});
}

async function keepParts() {
  const cache = await caches.open(PAGES);
  for (const { href, pathname } of document.querySelectorAll("a[data-offline]")) {
    const response = await fetch(href, { redirect: "error" });
    if (response.ok) await cache.put(pathname, response);
  }
}
