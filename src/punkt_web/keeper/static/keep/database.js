// A store of the browser for what must not be lost: one database with one kind of thing in it.

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Resolves when all of a transaction is on the disk, so that nothing is said to be kept before it is. */
const written = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });

export class Database {
  /** Throws where the browser keeps nothing, as in some private windows. */
  static async open(name, store, keyPath) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath });
    return new Database(await asked(request), store);
  }

  constructor(database, store) {
    Object.assign(this, { database, store });
  }

  /** `undefined` for none. */
  get(key) {
    return asked(this.database.transaction(this.store).objectStore(this.store).get(key));
  }

  all() {
    return asked(this.database.transaction(this.store).objectStore(this.store).getAll());
  }

  /** What `write` does to the store, as a whole or not at all. */
  async change(write) {
    const transaction = this.database.transaction(this.store, "readwrite", { durability: "strict" });
    const end = written(transaction);
    write(transaction.objectStore(this.store));
    await end;
  }
}
