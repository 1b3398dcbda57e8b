"""Whether a text can be an overlay of a territory, and what it would change: nothing here is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import tee

from punkt.errors import InvalidValue
from punkt.standards.changes import StandardChanges, changes_between
from punkt.standards.editions import packaged_standards, standard_on
from punkt.standards.faults import BadStandard
from punkt.standards.reading import StandardFile, read_standard_file
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Readiness
from punkt.toml.faults import Fault, Lines
from punkt.wording import gettext_noop as _
from punkt_web.common.zones import today_in
from punkt_web.readiness.assessed import assessed_points
from punkt_web.readiness.laid import Laid, Overlay, overlays_on, read_overlays
from punkt_web.readiness.models import LocalOverlay
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.standing import standing_points

MOST_LETTERS = 100_000
"""Of a text (decision of ours): an overlay holds only what is a territory's own, a few thousand letters."""
MOST_ASKED = 100
"""Requirements and sharpenings of one overlay (decision of ours)."""
MOST_KEY = 60
_NOT_LAID = Fault(0, _("%(key)s is missing."), {"key": "overlay_of"})
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Tried:
    """An overlay laid in its place on a day: what is asked ``now``, with any earlier version of it, and ``before`` and
    ``after`` it.
    """

    territory: Territory
    file: StandardFile
    on: date
    now: Laid
    before: Laid
    after: Laid

    @property
    def name(self) -> str:
        """What assessments call it."""
        return self.file.where

    @property
    def changes(self) -> StandardChanges:
        """What it adds, sharpens, writes anew and removes."""
        return changes_between(self.before.at(self.territory.path), self.after.at(self.territory.path))

    @property
    def weakening(self) -> list[Requirement]:
        """What it asks less of than the law does, by its own word."""
        return weakened_by(self.after.at(self.territory.path), self.name)


@dataclass(frozen=True, slots=True)
class Moves:
    """How many points of the territory stand at which level before and after; those that stay are counted too."""

    levels: Counter[tuple[Readiness, Readiness]]

    @property
    def n_points(self) -> int:
        """All that stand in the territory."""
        return self.levels.total()

    @property
    def changed(self) -> dict[tuple[Readiness, Readiness], int]:
        """Those whose level changes."""
        return {pair: n for pair, n in self.levels.items() if pair[0] is not pair[1]}

    @property
    def n_changed(self) -> int:
        """Points whose level changes."""
        return sum(self.changed.values())


def weakened_by(standard: Standard, name: str) -> list[Requirement]:
    """The requirements of which an overlay says why it asks less."""
    return [one for one in standard.requirements if one.weakens and name in one.adopted_from.split("+")]


def plain_text(text: str) -> str:
    """As it is kept: lines end in one way, and no mark stands before the first."""
    return text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def read_overlay(territory: Territory, text: str) -> StandardFile:
    """A text as an overlay of this territory, by what it says itself. Raises ``BadStandard`` with every fault."""
    if len(text) > MOST_LETTERS:
        fault = _("The text has %(n)s characters; the most are %(most)s.")
        raise BadStandard("", [Fault(0, fault, {"n": len(text), "most": MOST_LETTERS})])
    try:
        file = read_standard_file(text, where="")
    except BadStandard as bad:
        if "overlay_of" in text:
            raise
        raise BadStandard("", [_NOT_LAID, *bad.faults]) from bad
    faults = list(_own_faults(territory, file, Lines(text)))
    if faults:
        raise BadStandard("", faults)
    return file


def _own_faults(territory: Territory, file: StandardFile, lines: Lines) -> Iterator[Fault]:
    n_asked = len(file.requirements) + len(file.sharpenings)
    if not file.overlay_of:
        yield _NOT_LAID
    elif file.overlay_of not in packaged_standards():
        listed = ", ".join(sorted(packaged_standards()))
        values = {"key": "overlay_of", "word": file.overlay_of, "listed": listed}
        yield Fault(lines.of(("overlay_of",)), _("%(key)s: %(word)s is not one of %(listed)s."), values)
    if file.territories != (territory.code,):
        fault = _("It is stated for %(code)s: territories names that one alone.")
        yield Fault(lines.of(("territories",)), fault, {"code": territory.code})
    if file.country != territory.country:
        fault = _("The country of this territory is %(country)s.")
        yield Fault(lines.of(("country",)), fault, {"country": territory.country})
    if len(file.id) > MOST_KEY or file.id in packaged_standards():
        fault = _("The id of an overlay has at most %(most)s characters and is not that of a standard.")
        yield Fault(lines.of(("id",)), fault, {"most": MOST_KEY})
    if file.valid_until and file.valid_until <= today_in(territory.country):
        yield Fault(lines.of(("valid_until",)), _("It has ended already."))
    if not (n_asked or file.removes):
        yield Fault(0, _("It changes nothing: it sharpens, adds and removes no requirement."))
    if n_asked > MOST_ASKED:
        yield Fault(0, _("It has %(n)s requirements; the most are %(most)s."), {"n": n_asked, "most": MOST_ASKED})


def tried(territory: Territory, file: StandardFile) -> Tried:
    """An overlay laid in its place, on the first day to come on which it holds and on each new version after that.

    Raises ``BadStandard`` where its name is taken, where it does not fit, and where what a territory below stated
    would not fit any more.
    """
    same = LocalOverlay.objects.filter(key=file.id)
    if same.exclude(territory=territory, standard=file.overlay_of).exists():
        raise BadStandard("", [Fault(0, _("Another overlay is called %(id)s already."), {"id": file.id})])
    edition = same.filter(version=file.version).count() + 1
    version = file.version + (f".{edition}" if edition > 1 else "")
    stated = replace(file, where=f"{file.id}@{version}", version=version)
    first = max(file.valid_from, today_in(territory.country))
    later = [one.valid_from for one in packaged_standards()[file.overlay_of] if one.valid_from > first]
    days = [day for day in sorted(later) if file.valid_until is None or day < file.valid_until]
    found, *_later = [_fitting(laid_in_place(territory, stated, day)) for day in (first, *days)]
    return found


def laid_in_place(territory: Territory, file: StandardFile, day: date) -> Tried:
    """An overlay laid in its place on a day. Raises ``BadStandard`` where it does not fit."""
    try:
        standard = standard_on(file.overlay_of, day)
    except InvalidValue as error:
        raise BadStandard("", [Fault(0, error.what, error.values)]) from error
    holding = read_overlays(overlays_on(standard.id, day))
    others = [one for one in holding if one.file.id != file.id]
    now, before = Laid(standard, holding), Laid(standard, others)
    after = Laid(standard, [*others, Overlay(territory.path, file)])
    after.at(territory.path)
    if file.where in after.unfit:
        raise BadStandard("", after.unfit[file.where].faults)
    return Tried(territory, file, day, now, before, after)


def _fitting(one: Tried) -> Tried:
    faults = [*_taken_ids(one), *_broken_below(one.now, one.after, one.territory)]
    if faults:
        raise BadStandard("", faults)
    return one


def _taken_ids(one: Tried) -> Iterator[Fault]:
    """Ids of what it adds that another overlay gave to something else: in sums over both they would be one thing."""
    others = {file.where: file for path in one.before.paths for file in one.before.files_at(path)}
    elsewhere = {asked.id: name for name, file in others.items() for asked in file.requirements}
    here = {asked.id for asked in one.before.at(one.territory.path).requirements}
    for asked in one.file.requirements:
        if asked.id in elsewhere and asked.id not in here:
            fault = _("%(id)s is something else in %(name)s: give it an id of its own, such as one with the place.")
            yield Fault(one.file.lines.get(asked.id, 0), fault, {"id": asked.id, "name": elsewhere[asked.id]})


def _broken_below(now: Laid, after: Laid, territory: Territory) -> Iterator[Fault]:
    below = [path for path in after.paths if path.startswith(territory.path)]
    for path in below:
        now.at(path)
        after.at(path)
    for name, bad in after.unfit.items():
        if name not in now.unfit:
            fault = _("%(name)s, which is laid over it, would not fit any more: %(why)s")
            yield Fault(0, fault, {"name": name, "why": bad.faults[0].told()})


def moves_of(one: Tried) -> Moves:
    """What becomes of the points of the territory by an overlay, by what is known of them now."""
    points = standing_points(Point.objects.filter(territory__path__startswith=one.territory.path))
    paths: Mapping[str, str] = dict(points.values_list("code", "territory__path"))
    first, second = tee(assessed_points(points))
    now, then = one.now.assess_all(first, paths, one.on), one.after.assess_all(second, paths, one.on)
    return Moves(Counter((old.readiness, new.readiness) for old, new in zip(now, then, strict=True)))
