// Sends what waits, in portions, until there is a receipt for each.

import { byTheClockOfNow } from "./message.js";
import { MOST_BYTES, patienceFor, portionOf } from "./portions.js";

const TOO_LARGE = 413;
const UNAUTHORISED = 401;
const FORBIDDEN = 403;
const CONFLICT = 409;

const cookie = (name) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(document.cookie)?.[1] ?? "";

export class Sending {
  /**
   * `by` is whose reports are sent; `said` is told what stands in the way: a key of the words, or "" where nothing does,
   * and what the server said; `heard` what the server knows of the points now, by code; `tooLarge` are the words on one
   * that is too large to be sent.
   */
  constructor(queue, to, by, { said, heard, tooLarge }) {
    Object.assign(this, { queue, to, by, said, heard, tooLarge, mostBytes: MOST_BYTES });
    this.turn = Promise.resolve();
  }

  /** One sending after the other; what was added meanwhile goes with the next. */
  send() {
    this.turn = this.turn.then(() => this.sendAll()).catch(() => this.said("no_network"));
    return this.turn;
  }

  async sendAll() {
    let before = [];
    for (;;) {
      const reports = portionOf(await this.queue.waiting(this.by), this.mostBytes);
      if (!reports.length) return this.said("");
      if (reports[0].id === before[0]?.id) return this.said("no_network"); // no receipt for it: later again
      const response = await this.post(reports);
      if (response.status === TOO_LARGE) {
        await this.sendLess(reports);
        continue;
      }
      if (!response.ok) return this.refused(response);
      const { receipts, received_at: receivedAt, now } = await response.json();
      await this.queue.take(receipts, receivedAt);
      this.heard(now);
      before = reports;
    }
  }

  /** Something on the way takes less at once. What is too large by itself waits for a person, and stops no other. */
  sendLess(items) {
    if (items.length > 1) this.mostBytes /= 2;
    else return this.queue.take([{ id: items[0].id, outcome: "refused", why: this.tooLarge, again: true }]);
  }

  post(items) {
    const body = JSON.stringify({
      sent_at: new Date().toISOString(),
      by: Number(this.by),
      reports: items.map((item) => byTheClockOfNow(item)),
    });
    return fetch(this.to, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body,
      redirect: "error",
      signal: AbortSignal.timeout?.(patienceFor(body)),
    });
  }

  async refused(response) {
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.status === UNAUTHORISED) return this.said("signed_out");
    if (response.status === CONFLICT) return this.said("other_person");
    if (response.status === FORBIDDEN) return this.said(isOurs ? "not_yours" : "reload");
    return isOurs ? this.said("fault", (await response.json()).why) : this.said("no_network");
  }
}
