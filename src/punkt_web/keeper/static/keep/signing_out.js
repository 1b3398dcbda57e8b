// Who signs out takes the pages of the console along: they name points that strangers need not know. Reports that wait
// stay, for whoever signs in next.

document.querySelector("form")?.addEventListener("submit", () => globalThis.caches?.delete("punkt-keep-pages"));
