// What was said last of the point, by whomever: from where heads are counted on, what is still so, and how far it is.
// What the server received before it told what it knows is in that already, with what others said since.

import { time } from "./clocks.js";
import { kindOf, REPORT } from "./telling.js";

/** What the server tells of at each receipt. */
const FOLLOWED = new Set(["state", "headcount"]);

const valueOf = ({ message }, thing) => message[thing] ?? message.services?.[thing];

const isNewerThan = ({ receivedAt }, { at }) => !receivedAt || Date.parse(receivedAt) > Date.parse(at);

export class Following {
  /** `page` is what the server knew when it wrote the page: `{state, state_at, state_until, headcount, headcount_at, at}`. */
  constructor({ code, who }, page, words) {
    Object.assign(this, { code, who, page, words, known: page, items: [] });
  }

  follow(items) {
    this.items = items.filter(
      ({ by, message }) => by === this.who && message.point === this.code && kindOf(message) === REPORT,
    );
  }

  /** The last item on one of these things that is newer than `since`. */
  last(things, since) {
    const says = (item) => things.some((thing) => valueOf(item, thing) !== undefined);
    return this.items.findLast((item) => isNewerThan(item, since) && says(item));
  }

  lastTaken(thing) {
    const item = this.items.findLast((one) => !one.why && isNewerThan(one, this.known) && valueOf(one, thing) !== undefined);
    return item && valueOf(item, thing);
  }

  get counts() {
    return Date.parse(this.known.state_until) > Date.now();
  }

  /** "" where nothing counts any more. */
  get state() {
    return this.lastTaken("state") ?? (this.counts ? this.known.state : "");
  }

  /** "" where nobody counted. */
  get headcount() {
    return `${this.lastTaken("headcount") ?? this.known.headcount ?? ""}`;
  }

  /**
   * The item by which this device said last how it is with one of these things, where that is newer than the page; with
   * `doubt` where it counts no more. Where others said something else since: their words. `undefined` for what stands there.
   */
  newest(things) {
    const item = this.last(things, this.page);
    const [thing] = things;
    if (!FOLLOWED.has(thing) || (item && isNewerThan(item, this.known))) return item;
    const now = thing === "state" ? this.state : this.known.headcount;
    if (item && (now === null || valueOf(item, thing) === now)) return item;
    if (thing === "state" && !now) return item ? { ...item, doubt: this.words.unconfirmed } : this.inDoubt();
    return this.known === this.page ? undefined : this.toldAt(thing, thing === "state" ? this.words.state[now] : now);
  }

  /** What the page said of the state when it was written counts no more. */
  inDoubt() {
    const { state } = this.page;
    return state ? this.toldAt("state", this.words.unconfirmed.replace("#", this.words.state[state])) : undefined;
  }

  toldAt(thing, what) {
    const at = this.known[`${thing}_at`] ?? this.page[`${thing}_at`];
    return this.words.told_at.replace("#", what).replace("#", time(at));
  }
}
