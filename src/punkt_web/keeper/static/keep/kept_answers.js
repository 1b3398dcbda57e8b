// Answers of inspections that are not handed in yet, as they are entered, in the browser's own store: by whom, and of which
// inspection. Only a page that has them from the server, or the person who wrote them, ends them.

import { Database } from "./database.js";

const STORE = "answers";

const keyOf = (who, inspection) => `${who} ${inspection}`;

export class KeptAnswers {
  static NAME = "punkt-keep-inspections";

  /** Throws where the browser keeps nothing. */
  static async open() {
    return new KeptAnswers(await Database.open(KeptAnswers.NAME, STORE, "key"));
  }

  constructor(database) {
    this.database = database;
  }

  /** `{who, inspection, code, rows, at}`, `undefined` for none; `at` in milliseconds by the clock of the device. */
  of(who, inspection) {
    return this.database.get(keyOf(who, inspection));
  }

  async allOf(who) {
    return (await this.database.all()).filter((kept) => kept.who === who);
  }

  keep(who, inspection, code, rows) {
    return this.database.change((store) => store.put({ key: keyOf(who, inspection), who, inspection, code, rows, at: Date.now() }));
  }

  forget(who, inspection) {
    return this.database.change((store) => store.delete(keyOf(who, inspection)));
  }
}
