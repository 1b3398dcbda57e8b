// Sends what waits, the oldest first, until there is a receipt for each.

import { byTheClockOfNow } from "./message.js";

const AT_ONCE = 50;
const PATIENCE_MS = 20_000;
const UNAUTHORISED = 401;
const FORBIDDEN = 403;
const CONFLICT = 409;

const cookie = (name) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(document.cookie)?.[1] ?? "";

export class Sending {
  /**
   * `by` is whose reports are sent; `said` is told what stands in the way: a key of the words, or "" where nothing does,
   * and what the server said; `heard` what the server knows of the points now, by code.
   */
  constructor(queue, to, by, { said, heard }) {
    Object.assign(this, { queue, to, by, said, heard });
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
      const reports = (await this.queue.waiting(this.by)).slice(0, AT_ONCE);
      if (!reports.length) return this.said("");
      if (reports[0].id === before[0]?.id) return this.said("no_network"); // no receipt for it: later again
      const response = await this.post(reports);
      if (!response.ok) return this.refused(response);
      const { receipts, received_at: receivedAt, now } = await response.json();
      await this.queue.take(receipts, receivedAt);
      this.heard(now);
      before = reports;
    }
  }

  post(items) {
    return fetch(this.to, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify({
        sent_at: new Date().toISOString(),
        by: Number(this.by),
        reports: items.map((item) => byTheClockOfNow(item)),
      }),
      redirect: "error",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
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
