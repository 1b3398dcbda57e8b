"""What an overlay asks beyond the standard it is laid over: more checks, a stronger force, better evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.check_reading import read_checks
from punkt.standards.requirements import Check, Requirement
from punkt.standards.terms import Comparison, Force, Scope
from punkt.toml.tables import Table
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_STRENGTH = list(Force)
_EVIDENCE = list(EvidenceMethod)


@dataclass(frozen=True, slots=True)
class Sharpening:
    """What is added to the requirement ``id``. ``None`` leaves as it is; checks are added, none is taken away.

    ``text`` says anew what is asked, where it is told; ``translated`` are those of its languages that are translations.
    """

    id: str
    checks: tuple[Check, ...]
    force: Force | None
    evidence: EvidenceMethod | None
    sources: tuple[str, ...]
    text: Mapping[str, str]
    translated: frozenset[str]


def read_sharpening(table: Table, sources: tuple[str, ...], text: Mapping[str, str]) -> Sharpening:
    """From its table; sources and text are read already."""
    scope = table.word("scope", Scope, otherwise=Scope.POINT) or Scope.POINT
    asks_more = any(table.has(key) for key in ("measure", "all", "any"))
    checks, is_any = read_checks(table, scope) if asks_more else ((), False)
    if is_any:
        table.fault("any", _("What is added has to hold: measure or all."))
    force = table.word("force", Force) if table.has("force") else None
    evidence = table.word("evidence", EvidenceMethod) if table.has("evidence") else None
    if not (checks or force or evidence):
        table.fault("", _("It asks for nothing more: give checks, a force or evidence."))
    translated = frozenset(table.words("translated", frozenset(LANGUAGES)))
    one = Sharpening(table.text("id"), checks, force, evidence, sources, text, translated)
    table.end()
    return one


def sharpened(one: Requirement, by: Sharpening, overlay: str) -> Requirement:
    """The requirement with what the overlay adds."""
    return replace(
        one,
        text=by.text or one.text,
        translated=by.translated if by.text else one.translated,
        checks=(*one.checks, *by.checks),
        force=by.force or one.force,
        evidence=by.evidence or one.evidence,
        sources=tuple(dict.fromkeys((*one.sources, *by.sources))),
        adopted_from="+".join(filter(None, (one.adopted_from, overlay))),
    )


def unsharp(one: Requirement, by: Sharpening) -> str | None:
    """Why this is no sharpening of the requirement, as a text to translate; ``None`` if it is one."""
    if by.checks and one.is_any:
        return _("%(id)s is met by one of several: write it out whole to ask for more.")
    if by.checks and by.checks[0].measure.startswith("territory.") != (one.scope is Scope.TERRITORY):
        return _("%(id)s is asked of something else than what is added.")
    if by.force and _STRENGTH.index(by.force) > _STRENGTH.index(one.force):
        return _("%(id)s would be asked for less strongly.")
    if by.evidence and _EVIDENCE.index(by.evidence) > _EVIDENCE.index(one.evidence):
        return _("%(id)s would be proven by less.")
    return None


def is_weaker(new: Requirement, old: Requirement) -> bool:
    """Whether ``new`` may let something pass that ``old`` does not; where it cannot be told, it counts as weaker."""
    same = replace(new, text=old.text, topic=old.topic, sources=old.sources, translated=old.translated,
                   adopted_from=old.adopted_from, weakens=old.weakens, is_to_verify=old.is_to_verify,
                   force=old.force, evidence=old.evidence, checks=old.checks)  # fmt: skip
    if same != old:
        return True
    if _STRENGTH.index(new.force) > _STRENGTH.index(old.force):
        return True
    if _EVIDENCE.index(new.evidence) > _EVIDENCE.index(old.evidence):
        return True
    if old.is_any:
        return new.checks != old.checks
    return not all(any(implies(check, asked) for check in new.checks) for asked in old.checks)


def implies(check: Check, asked: Check) -> bool:
    """Whether whatever passes ``check`` passes ``asked``."""
    if check == asked:
        return True
    if check.measure != asked.measure or check.value is None or asked.value is None:
        return False
    low, high = _span(check, check.value)
    least, most = _span(asked, asked.value)
    return low >= least and high <= most


def _span(check: Check, value: float) -> tuple[tuple[float, bool], tuple[float, bool]]:
    """The lowest and the highest that passes; the second part orders "more than 5" above "at least 5"."""
    endless = float("inf")
    match check.comparison:
        case Comparison.AT_LEAST:
            return (value, False), (endless, True)
        case Comparison.MORE_THAN:
            return (value, True), (endless, True)
        case Comparison.AT_MOST:
            return (-endless, False), (value, True)
        case Comparison.LESS_THAN:
            return (-endless, False), (value, False)
        case _:
            return (value, False), (value if check.upper is None else check.upper, True)
