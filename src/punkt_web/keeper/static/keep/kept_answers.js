// Answers of inspections that are not handed in yet, as they are entered, in the browser's own store: by whom, and of which
// inspection. Only a page that has them from the server, or the person who wrote them, ends them.

const STORE = "answers";

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const keyOf = (who, inspection) => `${who} ${inspection}`;

export class KeptAnswers {
  static NAME = "punkt-keep-inspections";

  /** Throws where the browser keeps nothing. */
  static async open() {
    const request = indexedDB.open(KeptAnswers.NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    return new KeptAnswers(await asked(request));
  }

  constructor(database) {
    this.database = database;
  }

  /** `{who, inspection, code, rows, at}`, `undefined` for none; `at` in milliseconds by the clock of the device. */
  of(who, inspection) {
    return asked(this.database.transaction(STORE).objectStore(STORE).get(keyOf(who, inspection)));
  }

  async allOf(who) {
    return (await asked(this.database.transaction(STORE).objectStore(STORE).getAll())).filter((kept) => kept.who === who);
  }

  keep(who, inspection, code, rows) {
    return this.change((store) => store.put({ key: keyOf(who, inspection), who, inspection, code, rows, at: Date.now() }));
  }

  forget(who, inspection) {
    return this.change((store) => store.delete(keyOf(who, inspection)));
  }

  /** Resolves when it is on the disk. */
  change(write) {
    const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
    const end = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    write(transaction.objectStore(STORE));
    return end;
  }
}
