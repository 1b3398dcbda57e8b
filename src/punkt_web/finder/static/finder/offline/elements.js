// Parts of the page: found by their id, or made.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; texts are put in as text, never as HTML. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

export const paragraph = (text, className = "") => (text ? element("p", { className }, text) : null);
