"""The figures of ``data/alarms-1.toml``: limits where no territory decided, and how alarms are handled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from punkt.confidence.figures import Figures, read_figures, span
from punkt.model.alarm_words import AlarmKind

FIGURE = {
    AlarmKind.AUTONOMY: "autonomy_h",
    AlarmKind.COLD: "cold_c",
    AlarmKind.CROWDED: "crowded_share",
    AlarmKind.SILENT: "silent_h",
}
"""The kinds with a limit, and what it is called in the file: hours, degrees Celsius, a share of the places."""
BOUNDS = {
    AlarmKind.AUTONOMY: (0.5, 168.0),
    AlarmKind.COLD: (-20.0, 30.0),
    AlarmKind.CROWDED: (0.1, 5.0),
    AlarmKind.SILENT: (0.5, 168.0),
}
"""The least and the greatest limit of each that can be meant."""
_HANDLING = (
    "silence_matters_h", "unknown_ends_h", "again_within_min", "escalates_after_min", "acknowledged_for_h",
    "message_gap_min",
)  # fmt: skip
_WANTED = {
    "limits": dict.fromkeys(FIGURE.values(), span),
    "clearance": {name: span for kind, name in FIGURE.items() if kind is not AlarmKind.SILENT},
    "handling": dict.fromkeys(_HANDLING, span),
}


@dataclass(frozen=True, slots=True)
class AlarmTerms:
    """``limits`` by kind; ``clearance``: how much better than the limit a value must be before its alarm ends."""

    version: int
    limits: Mapping[AlarmKind, float]
    clearance: Mapping[AlarmKind, float]
    silence_matters: timedelta
    unknown_ends: timedelta
    again_within: timedelta
    escalates_after: timedelta
    acknowledged_for: timedelta
    message_gap: timedelta
    sources: Figures


def read_alarm_terms(text: str, *, where: str = "alarms") -> AlarmTerms:
    """The terms of a file. Raises ``InvalidValue`` that names every fault."""
    version, figures = read_figures(text, _WANTED, where=where)
    value = {name: one.value for part in ("limits", "handling") for name, one in figures[part].items()}
    clearance = figures["clearance"]
    return AlarmTerms(
        version=version,
        limits={kind: value[name] for kind, name in FIGURE.items()},
        clearance={kind: clearance[name].value for kind, name in FIGURE.items() if name in clearance},
        silence_matters=timedelta(hours=value["silence_matters_h"]),
        unknown_ends=timedelta(hours=value["unknown_ends_h"]),
        again_within=timedelta(minutes=value["again_within_min"]),
        escalates_after=timedelta(minutes=value["escalates_after_min"]),
        acknowledged_for=timedelta(hours=value["acknowledged_for_h"]),
        message_gap=timedelta(minutes=value["message_gap_min"]),
        sources=figures,
    )


@cache
def alarm_terms() -> AlarmTerms:
    """Those that come with the library, read once."""
    text = (files("punkt.alarms") / "data" / "alarms-1.toml").read_text("utf-8")
    return read_alarm_terms(text, where="alarms-1.toml")
