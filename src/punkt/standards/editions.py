"""Standards put together from their files: a version on the one that it amends, an overlay on a standard."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from punkt.errors import InvalidValue
from punkt.standards.faults import BadStandard
from punkt.standards.reading import StandardFile, read_standard_file
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.sharpening import is_weaker, sharpened, unsharp
from punkt.standards.terms import Basis
from punkt.toml.faults import Fault
from punkt.toml.sources import SourceDocument
from punkt.wording import DECISION
from punkt.wording import gettext_noop as _

_EVERYWHERE = "*"
"""The country of norms that hold in every one."""
Versions = Mapping[str, tuple[Standard, ...]]
"""The versions of each standard by its id, the oldest first."""


def standard_of(file: StandardFile, amended: Standard | None = None) -> Standard:
    """The standard of a file; ``amended`` is the version that it changes. Raises ``BadStandard``."""
    kept = _without_removed(file, amended)
    told = {one.id: one for one in file.requirements}
    requirements = tuple(told.pop(one.id, one) for one in kept) + tuple(told.values())
    sources = {**(amended.sources if amended else {}), **file.sources}
    _refuse_unknown_sources(file, sources)
    return Standard(
        id=file.id,
        version=file.version,
        country=file.country,
        language=file.language,
        valid_from=file.valid_from,
        valid_until=file.valid_until,
        title=file.title,
        note=file.note,
        sources=sources,
        requirements=requirements,
    )


def with_overlay(standard: Standard, overlay: StandardFile) -> Standard:
    """The standard with what an overlay adds, sharpens or replaces.

    Raises ``BadStandard`` where something that the overlay names is not there, where it removes what the law asks, and
    where it asks less than the law without saying so (``weakens``). Nor can it give a source of the standard another
    meaning: what the law rests on is not for a town to say.
    """
    faults = [*_source_faults(standard, overlay), *_overlay_faults(standard, overlay)]
    if faults:
        raise BadStandard(overlay.where, faults)
    name = f"{overlay.id}@{overlay.version}"
    told = {one.id: replace(one, adopted_from=name) for one in overlay.requirements}
    sharper = {one.id: one for one in overlay.sharpenings}
    kept = _without_removed(overlay, standard)
    requirements = [
        sharpened(one, sharper[one.id], name) if one.id in sharper else told.pop(one.id, one) for one in kept
    ]
    sources = {**standard.sources, **overlay.sources}
    _refuse_unknown_sources(overlay, sources)
    return replace(
        standard,
        sources=sources,
        requirements=(*requirements, *told.values()),
        overlays=(*standard.overlays, name),
    )


def weaker_in(standard: Standard, overlay: StandardFile) -> list[str]:
    """The ids that an overlay asks less of than the standard, or something else, and those that it removes."""
    known = {one.id: one for one in standard.requirements}
    weaker = [one.id for one in overlay.requirements if one.id in known and is_weaker(one, known[one.id])]
    return [*weaker, *overlay.removes]


def read_versions(texts: Mapping[str, str]) -> Versions:
    """Standards from the texts of their files, by file name. Raises ``BadStandard`` for the first that is bad."""
    read = [read_standard_file(text, where=name) for name, text in texts.items()]
    known: dict[tuple[str, str], Standard] = {}
    for file in sorted(read, key=lambda file: (file.id, file.valid_from)):
        if file.where.removesuffix(".toml") != f"{file.id}@{file.version}":
            raise BadStandard(
                file.where,
                [
                    Fault(
                        0, _("The file of this standard is named %(name)s.toml."), {"name": f"{file.id}@{file.version}"}
                    )
                ],
            )
        known[file.id, file.version] = standard_of(file, _amended(file, known))
    versions: dict[str, list[Standard]] = {}
    for (key, _version), standard in known.items():
        versions.setdefault(key, []).append(standard)
    return {key: tuple(found) for key, found in versions.items()}


@cache
def packaged_standards() -> Versions:
    """The standards that come with the library, read once."""
    folder = files("punkt.standards") / "data"
    names = sorted(file.name for file in folder.iterdir() if "@" in file.name and file.name.endswith(".toml"))
    return read_versions({name: (folder / name).read_text("utf-8") for name in names})


def national_standards() -> dict[str, str]:
    """The id of the standard of each country that has one here."""
    latest = [versions[-1] for versions in packaged_standards().values()]
    return {standard.country: standard.id for standard in latest if standard.country != _EVERYWHERE}


def standard_on(key: str, on: date, versions: Versions | None = None) -> Standard:
    """The version of a standard that holds on a day.

    ``key`` is an id, or ``ID@VERSION`` for that version whatever the day. Raises ``InvalidValue`` that lists what
    there is.
    """
    all_of = packaged_standards() if versions is None else versions
    name, _at, version = key.partition("@")
    found = all_of.get(name)
    if found is None:
        raise InvalidValue(
            _("There is no standard %(id)s."),
            where=key[:60],
            remedy=_("There are: %(listed)s."),
            values={"id": repr(name)[:60], "listed": ", ".join(sorted(all_of))},
        )
    fitting = [one for one in found if (one.version == version if version else holds(one, on))]
    if not fitting:
        listed = ", ".join(one.version for one in found)
        raise InvalidValue(
            _("No version of %(id)s is like that or holds on that day."),
            where=key[:60],
            remedy=_("There are: %(listed)s."),
            values={"id": name, "listed": listed},
        )
    return fitting[-1]


def holding_on(on: date) -> dict[str, Standard]:
    """Of each standard that comes with the library the version that holds on a day, by id; the newest of several."""
    return {
        key: fitting[-1]
        for key, versions in packaged_standards().items()
        if (fitting := [one for one in versions if holds(one, on)])
    }


def holds(one: Standard | StandardFile, on: date) -> bool:
    """Whether a version, or an overlay, holds on a day: from its first day on, and not on its last any more."""
    return one.valid_from <= on and (one.valid_until is None or on < one.valid_until)


def _amended(file: StandardFile, known: Mapping[tuple[str, str], Standard]) -> Standard | None:
    if file.overlay_of:
        raise BadStandard(file.where, [Fault(0, _("An overlay is no standard of its own."))])
    if not file.amends:
        return None
    amended = known.get((file.id, file.amends))
    if amended is None:
        raise BadStandard(
            file.where, [Fault(0, _("There is no earlier version %(version)s to amend."), {"version": file.amends})]
        )
    return amended


def _without_removed(file: StandardFile, base: Standard | None) -> Iterable[Requirement]:
    if base is None:
        return ()
    strangers = set(file.removes) - {one.id for one in base.requirements}
    if strangers:
        raise BadStandard(file.where, [_stranger(file, one) for one in sorted(strangers)])
    return [one for one in base.requirements if one.id not in file.removes]


def _stranger(file: StandardFile, key: str) -> Fault:
    return Fault(file.lines.get(key, 0), _("There is no requirement %(id)s."), {"id": key})


def _refuse_unknown_sources(file: StandardFile, sources: Mapping[str, SourceDocument]) -> None:
    cited = [(one.id, one.sources) for one in file.requirements] + [(one.id, one.sources) for one in file.sharpenings]
    faults = [
        Fault(file.lines.get(name, 0), _("There is no source %(key)s."), {"key": key})
        for name, keys in cited
        for key in keys
        if key not in sources and not key.startswith(DECISION)
    ]
    if faults:
        raise BadStandard(file.where, faults)


def _source_faults(standard: Standard, overlay: StandardFile) -> Iterable[Fault]:
    for key, source in overlay.sources.items():
        if standard.sources.get(key, source) != source:
            yield Fault(0, _("There are two sources %(key)s."), {"key": key})


def _overlay_faults(standard: Standard, overlay: StandardFile) -> Iterable[Fault]:
    known = {one.id: one for one in standard.requirements}
    if overlay.overlay_of != standard.id:
        yield Fault(
            0,
            _("It is laid over %(asked)s, and this is %(given)s."),
            {"asked": overlay.overlay_of or "nothing", "given": standard.id},
        )
    for key in overlay.removes:
        if key in known and _is_of_law(known[key]):
            yield Fault(
                overlay.lines.get(key, 0), _("%(id)s is asked by law: an overlay cannot remove it."), {"id": key}
            )
    for sharpening in overlay.sharpenings:
        line = overlay.lines.get(sharpening.id, 0)
        if sharpening.id not in known:
            yield _stranger(overlay, sharpening.id)
        elif why := unsharp(known[sharpening.id], sharpening):
            yield Fault(line, why, {"id": sharpening.id})
    for one in overlay.requirements:
        old = known.get(one.id)
        if old and not one.weakens and (old.weakens or (old.basis is Basis.LAW and is_weaker(one, old))):
            yield Fault(
                overlay.lines.get(one.id, 0),
                _("%(id)s asks less than the law, or something else: say why in weakens."),
                {"id": one.id},
            )


def _is_of_law(requirement: Requirement) -> bool:
    """Whether the law asks it, or asked it before an overlay said why it asks less."""
    return requirement.basis is Basis.LAW or bool(requirement.weakens)
