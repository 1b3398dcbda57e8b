// Parts of the page: found by their id, or made.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; texts are put in as text, never as HTML. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

export const paragraph = (text, className = "") => (text ? element("p", { className }, text) : null);

/**
 * Puts parts in the place of those that stand in an element. What says the same stays as it is, and so do the focus and
 * what is in view: somebody may be reading.
 */
export function replaceChanged(parent, parts) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const mark = focused && markOf(focused);
  const { scrollX, scrollY } = window;
  const old = Array.from(parent.children);
  if (old.length === parts.length) old.forEach((one, at) => one.isEqualNode(parts[at]) || one.replaceWith(parts[at]));
  else parent.replaceChildren(...parts);
  if (window.scrollX !== scrollX || window.scrollY !== scrollY) window.scrollTo(scrollX, scrollY);
  if (!focused || document.activeElement === focused) return;
  const same = Array.from(parent.querySelectorAll(FOCUSABLE)).find((one) => markOf(one) === mark);
  (same ?? parent.querySelector("h2"))?.focus({ preventScroll: true });
}

const FOCUSABLE = "a, button, [tabindex]";

/** What an element is called by when its words change: the point that it belongs to, or its own words. */
const markOf = (one) => `${one.tagName} ${one.closest("[data-code]")?.dataset.code ?? (one.tagName === "H2" ? "" : one.textContent)}`;
