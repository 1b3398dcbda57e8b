// The time as the server has it: the clock of a device may be wrong by hours, and an open door must not outlive its word.

const script = document.querySelector("script[data-now]");
const openedAt = Date.now();
const startedAt = performance.now();
// The end of the minute in which the page was made: up to a minute early, so that no word is shown beyond its time.
const servedAt = script ? Number(script.dataset.now) * 1000 : openedAt;
// What comes back from the history of the browser was served some time ago; only the device can say when.
const isOfHistory = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const waitedMs = isOfHistory ? Math.max(openedAt - servedAt, 0) : 0;

/** How long ago the server said what stands on this page, in milliseconds. Sleep counts, where the device tells of it. */
export const ageMs = () => waitedMs + Math.max(Date.now() - openedAt, performance.now() - startedAt);

/** Now or a little later, in milliseconds since 1970. */
export const serverNow = () => servedAt + ageMs();
