"""What was noticed while a feed was read, each with its place; bounded, so that a hostile feed cannot fill memory."""

from dataclasses import dataclass, field

from punkt.errors import PunktError
from punkt.formats.draft import Severity

MAX_KEPT = 100
_MAX_PLACE = 120


@dataclass(frozen=True, slots=True)
class FeedFinding:
    """``place`` is the way to it through the feed ("1.1 / today / slot 2", "line 7").

    REFUSED: what stands there was left out. SUSPICIOUS: it was read, and looks odd. REPAIRED: it was put right.
    """

    place: str
    severity: Severity
    fault: PunktError


@dataclass(slots=True)
class Findings:
    """The first ``MAX_KEPT`` findings, and how many there were."""

    kept: list[FeedFinding] = field(default_factory=list)
    n_all: int = 0

    def add(self, place: str, fault: PunktError, severity: Severity = Severity.REFUSED) -> None:
        """Notes a finding."""
        self.n_all += 1
        if len(self.kept) < MAX_KEPT:
            self.kept.append(FeedFinding(shown(place, _MAX_PLACE), severity, fault))


def shown(value: object, limit: int = 40) -> str:
    """A value of a feed as a message may quote it: one line, without signs that steer a terminal, cut off."""
    text = value if isinstance(value, str) else f"{value!r:.{limit + 1}}" if isinstance(value, float) else _brief(value)
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * limit]).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _brief(value: object) -> str:
    """Containers and huge integers by their kind: to write them out could take longer than to read them."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int) and abs(value) < 10**18:
        return str(value)
    return f"<{type(value).__name__}>"
