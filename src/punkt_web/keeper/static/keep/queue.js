// The reports and other items of this device, in the browser's own store. One that is not acknowledged is never deleted by
// a script: only a receipt, or the person who made it, ends it.

import { Database } from "./database.js";
import { withoutPicture } from "./pictures.js";

const STORE = "reports";
const MOST_DONE = 30; // receipts that stay to be seen

export const isWaiting = ({ receivedAt, why }) => !receivedAt && !why;

/** Names of people in a shift are deleted some time after it: what the server has needs none here. */
const withoutNames = ({ message: { names, ...message }, ...item }) => ({ ...item, message });

export class Queue {
  static NAME = "punkt-keep";

  /** Throws where the browser keeps nothing, as in some private windows. */
  static async open() {
    return new Queue(await Database.open(Queue.NAME, STORE, "id"));
  }

  constructor(database) {
    this.database = database;
  }

  /**
   * `{id, message, by, made, receivedAt, why, again}`, the oldest first: `message` as it is sent, with its `kind` (none
   * is a report of a console of before), `by` whom, `made` by which clock, `receivedAt` (by the clock of the server) where there is a receipt, `why` of a refusal, `again` where its reason may pass.
   */
  all() {
    return this.database.all();
  }

  async waiting(by) {
    return (await this.all()).filter((item) => item.by === by && isWaiting(item));
  }

  add(message, by, made) {
    return this.database.change((store) => store.add({ id: message.id, message, by, made }));
  }

  /** One that was refused waits again: what stood in the way may be gone. */
  sendAgain(id) {
    return this.database.change((store) => {
      const asking = store.get(id);
      asking.onsuccess = () => asking.result && store.put({ ...asking.result, why: undefined, again: undefined });
    });
  }

  /** Notes receipts. One for a report that is not here, or that has one, changes nothing. */
  async take(receipts, receivedAt) {
    await this.database.change((store) => {
      for (const { id, outcome, why, again } of receipts) {
        const asking = store.get(id); // in the same transaction: another page may end it meanwhile
        asking.onsuccess = () => {
          const item = asking.result;
          if (!item || item.receivedAt) return;
          if (outcome === "refused") store.put({ ...item, why: why || outcome, again });
          else if (outcome === "taken" || outcome === "known") store.put({ ...withoutNames(withoutPicture(item)), made: undefined, receivedAt });
        };
      }
    });
    await this.dropOldReceipts();
  }

  /** A person ends a report that was refused. */
  dismiss(id) {
    return this.database.change((store) => {
      const asking = store.get(id); // another page may have had it sent meanwhile
      asking.onsuccess = () => asking.result?.why && store.delete(id);
    });
  }

  async dropOldReceipts() {
    const done = (await this.all()).filter(({ receivedAt }) => receivedAt);
    const old = done.slice(0, Math.max(done.length - MOST_DONE, 0));
    if (old.length) await this.database.change((store) => old.forEach(({ id }) => store.delete(id)));
  }
}
