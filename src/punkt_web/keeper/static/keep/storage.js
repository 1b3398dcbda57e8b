// Small things that the browser keeps beside the queue. One that keeps nothing loses nothing that stands on the page.

/** "" for what is not kept. */
export function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a text; "" keeps nothing any more. */
export function keep(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // It stands on the page still.
  }
}

/** The keys of all that is kept whose names begin so. */
export function keysFrom(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}
