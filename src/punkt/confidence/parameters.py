"""How much each kind of evidence weighs: the figures of ``data/sureness-1.toml`` as the formulas use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from punkt.confidence.figures import Figure, Figures, count, packaged, read_figures, share, span, weight
from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

_WANTED = {
    "base": dict.fromkeys(
        ("meant_open", "meant_shut", "not_stated", "standby", "activated", "being_activated"), share
    ),
    "words": {
        **dict.fromkeys(
            ("staff_open", "staff_opening", "staff_shut", "resident_open", "agreeing_share"), share
        ),
        **dict.fromkeys(
            (
                "staff_open_half_h", "staff_opening_half_h", "staff_shut_half_h", "resident_open_half_h", "lasts_h",
            ),
            span,
        ),
    },
    "counter": {
        "weight": weight, "within_burst": share, "across_bursts": share, "burst_min": span, "most": weight,
        "lasts_h": span, "verified": weight, "heard_from": count,
    },
    "power": {"outage_without_power": weight, "outage_maybe_without_power": weight},
    "probe": {"offline": weight, "online": weight, "lasts_h": span},
    "services": {
        **dict.fromkeys(
            (
                "said_yes", "said_limited", "said_no", "register_yes", "register_limited", "register_no", "power_gone",
                "power_maybe_gone",
            ),
            share,
        ),
        "said_half_h": span,
    },
    "shown": {"limit": share, "almost_certain": share, "likely": share},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values by section, and with their sources."""

    version: int
    base: Mapping[str, float]
    words: Mapping[str, float]
    counter: Mapping[str, float]
    power: Mapping[str, float]
    probe: Mapping[str, float]
    services: Mapping[str, float]
    shown: Mapping[str, float]
    sources: Figures

    def figures(self) -> list[tuple[str, Figure]]:
        """Every figure under its full name, in the order of the file."""
        return [(f"{part}.{name}", one) for part, figures in self.sources.items() for name, one in figures.items()]


def read_parameters(text: str, *, where: str = "sureness") -> Parameters:
    """The parameters of a file. Raises ``InvalidValue`` that names every fault, also where figures contradict."""
    version, figures = read_figures(text, _WANTED, where=where)
    values = {section: {name: one.value for name, one in named.items()} for section, named in figures.items()}
    faults = [fault for fault, is_so in _contradictions(values) if is_so]
    if faults:
        raise InvalidValue(
            _("These figures cannot be used: %(faults)s."), where=where, values={"faults": "; ".join(faults)}
        )
    return Parameters(version, **values, sources=figures)


def _contradictions(values: Mapping[str, Mapping[str, float]]) -> list[tuple[str, bool]]:
    """What the formulas rest on: a word that says open is worth more than no word, whatever is meant to be so."""
    base, words, counter, shown = (values[name] for name in ("base", "words", "counter", "shown"))
    highest, lowest = max(base.values()), min(base.values())
    return [
        ("words.staff_open is below a base: a fresh word would lower what it says", words["staff_open"] < highest),
        ("words.staff_shut is above a base: a fresh word would raise what it denies", words["staff_shut"] > lowest),
        ("counter.most is below 1: the first word could not count", counter["most"] < 1.0),
        ("shown.likely is above shown.almost_certain", shown["likely"] > shown["almost_certain"]),
    ]


@cache
def parameters() -> Parameters:
    """Those that come with the library, read once."""
    return read_parameters(packaged("sureness-1.toml"), where="sureness-1.toml")
