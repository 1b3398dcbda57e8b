// What packs, and the keys that sign them, are called: eight bytes of their hash (docs/reference/pack.md). Read by the
// page, and by the service worker, before whose script the server puts this.

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The id of a pack or a key. */
export async function idOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hex(hash.subarray(0, 8));
}
