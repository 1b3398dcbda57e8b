"""The figures of how good our words on doors were: each with its name, its definition and its value in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from punkt.confidence.scoring import Bin
from punkt.wording import gettext_noop as _
from punkt_web.operations.sureness.outcomes import Figures

_NAMES: Mapping[str, str] = {
    "moments": _("Moments at which it turned out"),
    "share_known": _("Share known"),
    "false_open": _("False-open rate"),
    "missed_open": _("Open, and nobody was sent there"),
    "brier": _("Brier score"),
    "reliability": _("Reliability"),
    "resolution": _("Resolution"),
    "uncertainty": _("Uncertainty"),
    "within_bins": _("Within bins"),
    "log_loss": _("Log loss"),
    "skill": _("Skill"),
}
_DEFINITIONS: Mapping[str, str] = {
    "moments": _(
        "A keeper at the door said that it is open or shut, or a complaint that it is shut was looked into. Words "
        "within 30 minutes of one that was counted at the same point are left out. Keepers speak most when something "
        "changes, so these moments are harder than random ones."
    ),
    "share_known": _(
        "Of these moments, the share at which there was a probability: somebody had said something lately."
    ),
    "false_open": _(
        "Of the moments at which the public was told that the point is open, full or opening, the share at which it "
        "was shut; in brackets the 95 percent interval and the number of these moments."
    ),
    "missed_open": _("Of the moments at which it was open, the share at which the public was not told so."),
    "brier": _("The mean squared distance of the probability from what turned out: 0 is perfect, a coin has 0.25."),
    "reliability": _("How far probabilities were from how often it was so; a part of the Brier score, less is better."),
    "resolution": _("How far apart the groups of probabilities are in what turned out; more is better."),
    "uncertainty": _("What the Brier score would be of always saying the share that was open."),
    "within_bins": _("What differs within a row of the table; with it the parts add up to the Brier score."),
    "log_loss": _("The mean of minus the logarithm of the probability of what turned out: it punishes sure mistakes."),
    "skill": _("How much better than always saying the share that was open: 1 is perfect, 0 no better, below 0 worse."),
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """``value`` is ``None`` where there was nothing to reckon it from; ``words`` then say so."""

    key: str
    name: str
    value: float | None
    words: str
    definition: str


def figure_lines(found: Figures) -> list[FigureLine]:
    """All figures, known or not."""
    return [_line(key, value, found) for key, value in values(found).items()]


def values(found: Figures) -> dict[str, float | None]:
    """The figures by key; ``None`` is not known."""
    told = found.score
    return {
        "moments": found.n_moments,
        "share_known": found.share_known,
        "false_open": found.false_open,
        "missed_open": found.n_open_unclaimed / found.n_open if found.n_open else None,
        **{
            key: None if told is None else getattr(told, key)
            for key in ("brier", "reliability", "resolution", "uncertainty", "within_bins", "log_loss", "skill")
        },
    }


def _line(key: str, value: float | None, found: Figures) -> FigureLine:
    return FigureLine(key, gettext(_NAMES[key]), value, _words(key, value, found), gettext(_DEFINITIONS[key]))


def _words(key: str, value: float | None, found: Figures) -> str:
    if value is None:
        return gettext("not known")
    if key == "moments":
        return number_format(int(value), force_grouping=True)
    if key == "false_open":
        low, high = found.false_open_bounds
        told = {"share": percent(value), "low": percent(low), "high": percent(high), "n": found.n_claimed}
        return gettext("%(share)s (%(low)s to %(high)s; of %(n)d)") % told
    return percent(value) if key in {"share_known", "missed_open"} else number_format(round(value, 4), 4)


def percent(share: float) -> str:
    """ "12.5 %"."""
    return f"{number_format(round(share * 100, 1), 1)} %"


@dataclass(frozen=True, slots=True)
class BinLine:
    """A row of the calibration table in words."""

    said: str
    n: int
    mean: str
    share: str
    bounds: str


def bin_lines(bins: tuple[Bin, ...]) -> list[BinLine]:
    """The calibration table: what was said, and how often it was so."""
    return [
        BinLine(
            said=gettext("%(low)s to %(high)s") % {"low": percent(one.low), "high": percent(one.high)},
            n=one.n,
            mean=percent(one.mean),
            share=percent(one.share),
            bounds=gettext("%(low)s to %(high)s") % {"low": percent(one.at_least), "high": percent(one.at_most)},
        )
        for one in bins
    ]
