// What the page says of its packs: whose they are, of when, who signed them, and what is wrong with them now.

import { byId } from "./elements.js";

/** The time now, by a device whose clock may be behind: a word must never look younger than it is. */
export const timeNow = ({ lagMs }) => new Date(Date.now() + lagMs);

/** Why live words may not be shown at `now`, the time of `timeNow`; "" where they may. */
export function troubleOf({ envelope, live, lagMs }, now, rules) {
  const deviceTime = now - lagMs;
  if (live.madeAt - deviceTime > rules.clockSlackMin * 60_000) return "clock";
  if (now > envelope.expiresAt) return "expired";
  return now > live.expiresAt ? "live_expired" : "";
}

export function showPack(packs, wording) {
  const { envelope, live, about, points } = packs;
  const [territory] = wording.nameIn(about.names ?? {});
  const told = { n: wording.number(points.length), territory: territory || envelope.territory };
  byId("demo").hidden = !about.is_demo;
  byId("about").replaceChildren(wording.page(told.territory ? "points_of" : "points_of_all", told));
  const made = { made: wording.day(envelope.madeAt), live: wording.time(live.madeAt) };
  byId("made").replaceChildren(wording.page("made", made));
  const key = envelope.signer.replace(/(.{4})(?=.)/g, "$1 ");
  byId("signature").replaceChildren(wording.page(envelope.isChecked ? "signed" : "unchecked", { key }));
  showTrouble(packs, wording);
}

export function showTrouble(packs, wording) {
  const trouble = troubleOf(packs, timeNow(packs), wording.rules);
  const day = wording.time(trouble === "expired" ? packs.envelope.expiresAt : packs.live.expiresAt);
  const said = trouble ? wording.page(trouble, { day }) : "";
  byId("trouble").hidden = !trouble;
  // An alert that is written again is read out again.
  if (byId("trouble").textContent !== said) byId("trouble").textContent = said;
}
