"""How far a request is: what its steps come to, whatever the order in which they became known.

Steps are judged by when they were taken, not by when they came: a confirmation that was made with no network and comes
a day later ends in the same state as one that came at once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from punkt.model.request_words import RequestState, RequestStepKind


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done at ``at``.

    SEND: ``quantity`` is expected at ``expected_at``. RECEIVE: ``quantity`` really came, of what was sent as ``sent``
    ("" where nobody said), and nothing more is needed where ``is_enough``. TURN_BACK: what was sent as ``sent`` does
    not come. A quantity of ``None`` is not known.
    """

    ulid: str
    kind: RequestStepKind
    at: datetime
    quantity: float | None = None
    expected_at: datetime | None = None
    sent: str = ""
    is_enough: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What the steps come to. ``came`` are the arrivals that count, the earliest first.

    ``out`` was sent off and neither came nor turned back; ``coming`` is that, where the request still waits for it.

    ``sent_as`` says of which sending each arrival is, by the numbers of the steps; arrivals of none are not in it.
    """

    state: RequestState
    out: tuple[Step, ...] = ()
    came: tuple[Step, ...] = ()
    sent_as: tuple[tuple[str, str], ...] = ()

    @property
    def coming(self) -> tuple[Step, ...]:
        """What is on its way and counts."""
        return self.out if self.state is RequestState.ON_THE_WAY else ()

    @property
    def received(self) -> float | None:
        """How much came in all; ``None`` where somebody did not measure it."""
        amounts = [step.quantity for step in self.came]
        return None if None in amounts else sum(amount for amount in amounts if amount is not None)

    @property
    def expected_at(self) -> datetime | None:
        """When the next of what is on its way is expected."""
        return min((step.expected_at for step in self.coming if step.expected_at is not None), default=None)


_DECISIONS = {
    RequestStepKind.DECLINE: RequestState.DECLINED,
    RequestStepKind.CANCEL: RequestState.CANCELLED,
    RequestStepKind.ACCEPT: RequestState.ACCEPTED,
    RequestStepKind.SEND: RequestState.ACCEPTED,
    RequestStepKind.RECEIVE: RequestState.ACCEPTED,
}
"""What a step says of whether the request stands. What came, and is not enough, leaves it standing."""


def progress(steps: Iterable[Step]) -> Progress:
    """How far a request with these steps is.

    Of several arrivals of one sending the last counts: it corrects the others, or another person said the same. What is
    there counts above what was decided: if the last arrival was enough, it is delivered. Else the last
    decision counts; a request that was declined or cancelled and then accepted stands again.
    """
    ordered = sorted({step.ulid: step for step in steps}.values(), key=lambda step: (step.at, step.ulid))
    arrivals = [step for step in ordered if step.kind is RequestStepKind.RECEIVE]
    sent_as = _matched(ordered, arrivals)
    last_word = {sent: arrival for arrival, sent in sorted(sent_as, key=_place_in(arrivals))}
    kept = {*(step.ulid for step in arrivals)} - {arrival for arrival, _sent in sent_as} | {*last_word.values()}
    came = tuple(step for step in arrivals if step.ulid in kept)
    gone = last_word.keys() | {step.sent for step in ordered if step.kind is RequestStepKind.TURN_BACK}
    out = tuple(step for step in ordered if step.kind is RequestStepKind.SEND and step.ulid not in gone)
    sent_as_kept = tuple((arrival, sent) for arrival, sent in sent_as if arrival in kept)
    return Progress(_state(ordered, came, out), out, came, sent_as_kept)


def _place_in(arrivals: Sequence[Step]) -> Callable[[tuple[str, str]], int]:
    """Sorts pairs of arrival and sending as the arrivals stand."""
    places = {step.ulid: place for place, step in enumerate(arrivals)}
    return lambda pair: places[pair[0]]


def _state(ordered: Sequence[Step], came: Sequence[Step], open_ones: Sequence[Step]) -> RequestState:
    if came and came[-1].is_enough:
        return RequestState.DELIVERED
    decided = [_DECISIONS[step.kind] for step in ordered if step.kind in _DECISIONS]
    last = decided[-1] if decided else RequestState.ASKED
    return RequestState.ON_THE_WAY if last is RequestState.ACCEPTED and open_ones else last


def _matched(ordered: Sequence[Step], came: Sequence[Step]) -> tuple[tuple[str, str], ...]:
    """Of which sending each arrival is: the one that it names, else the earliest before it that none is known of."""
    sendings = {step.ulid: step for step in ordered if step.kind is RequestStepKind.SEND}
    turned_back = {step.sent for step in ordered if step.kind is RequestStepKind.TURN_BACK}
    matched = [(step.ulid, step.sent) for step in came if step.sent in sendings]
    taken = {sent for _arrival, sent in matched} | turned_back
    for arrival in (step for step in came if step.sent not in sendings):
        free = (ulid for ulid, sending in sendings.items() if ulid not in taken and sending.at <= arrival.at)
        first = next(free, None)
        if first is not None:
            taken.add(first)
            matched.append((arrival.ulid, first))
    return tuple(matched)
