"""What an answer, a door and a sheet of paper say of curfews and air alerts: who goes out should know.

They stand in no pack: in a pack an alert would be stale in minutes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from punkt import clock
from punkt.model.notice_words import NoticeKind, Passage
from punkt_web.common.moments import written
from punkt_web.common.names import name_for_reader
from punkt_web.common.zones import local_zone
from punkt_web.finder.answers import WALKABLE_KM, Answer, Found
from punkt_web.finder.asking import Question
from punkt_web.finder.bulletins import bulletins_at, in_full
from punkt_web.operations.informing.bulletins import PublishedBulletin, told
from punkt_web.operations.published_bulletins import published_bulletins
from punkt_web.operations.published_notices import published_notices
from punkt_web.operations.surroundings.notices import FORGOTTEN, SOON, AirAlert, Curfew, Notice, over_all
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.revisions import Revisions, revisions

MOST_SHOWN = 4
"""Notices at the top of a page: an answer at the border of regions could have many, and is about points."""


@dataclass(frozen=True, slots=True)
class Note:
    """A notice in the language of the page: a title, and sentences on what to do."""

    is_alert: bool
    title: str
    sentences: list[str]
    decision: str = ""
    source: str = ""

    @property
    def lines(self) -> list[str]:
        """The same for plain text."""
        return [self.title, *self.sentences]


@dataclass(frozen=True, slots=True)
class Announced:
    """The notices of the territories that an answer looked at, by their codes, and which of them ``hold``.

    Those of the coming night hold too. The others are there to see that nothing else was announced since. Of the
    bulletins of the same territories some are ``told``.
    """

    territories: frozenset[str]
    notices: list[Notice]
    hold: list[Notice]
    bulletins: list[PublishedBulletin]
    told: list[PublishedBulletin]

    def still_is(self, counts: Revisions) -> bool:
        """Whether the same is announced as of these counts."""
        if published_notices(self.territories, at=counts) != self.notices:
            return False
        return published_bulletins(self.territories, at=counts) == self.bulletins

    def changes(self, at: datetime) -> Iterator[datetime]:
        """When something else is announced, of itself."""
        for one in (*self.hold, *self.bulletins):
            change = one.next_change(at)
            if change is not None:
                yield change


def announced_for(question: Question, answer: Answer, counts: Revisions) -> Announced:
    """What is announced where somebody would walk: in the territory asked for, and at points close by.

    ``counts`` are those that the answer asked for.
    """
    asked = [question.territory.lineage] if question.territory is not None else []
    lineages = [*asked, *(found.point.lineage for found in _close_by(answer.found))]
    territories = frozenset(code for lineage in lineages for code in lineage)
    notices = published_notices(territories, at=counts)
    bulletins = published_bulletins(territories, at=counts)
    holding, telling = over_all(lineages, notices, answer.at), told(lineages, bulletins, answer.at)
    return Announced(territories, notices, holding, bulletins, telling)


def due(notices: Iterable[Notice], at: datetime) -> list[Notice]:
    """Those that an answer tells: alerts, and curfews that hold or begin soon."""
    return [one for one in notices if isinstance(one, AirAlert) or one.within(at, SOON) is not None]


def notices_at(point: PublishedPoint, counts: Revisions | None = None) -> list[Notice]:
    """What holds at a door, a curfew of the coming night too; as of ``counts`` where they were asked for already."""
    return over_all([point.lineage], published_notices(point.lineage, at=counts), clock.now())


def told_at(point: PublishedPoint, *, is_paper: bool = False) -> dict[str, Any]:
    """For the template of a door: its notices, and what residents there are told."""
    counts = revisions()
    notices = notices_at(point, counts)
    return {
        "notices": on_paper(notices) if is_paper else in_words(notices),
        **in_full(bulletins_at(point, counts)),
    }


def in_words(notices: Iterable[Notice], *, most: int = MOST_SHOWN) -> list[Note]:
    """The notices in words, at most so many."""
    at = clock.now()
    return [
        _alert_note(one, at) if isinstance(one, AirAlert) else _curfew_note(one, at) for one in islice(notices, most)
    ]


def on_paper(notices: Iterable[Notice]) -> list[Note]:
    """The curfews in words, each with the last day where one is decided: paper tells of no alert."""
    return [_paper_note(one) for one in notices if isinstance(one, Curfew)][:MOST_SHOWN]


def _close_by(found: Sequence[Found]) -> list[Found]:
    """Points that are close by air or without a distance, nearest first; where none is, the nearest.

    By air and not by the streets: an alert behind a river is one all the same.
    """
    nearest = sorted(found, key=lambda one: one.distance_m or 0.0)
    within = [one for one in nearest if (one.distance_m or 0.0) <= WALKABLE_KM * 1000]
    return within or nearest[:1]


def _alert_note(alert: AirAlert, at: datetime) -> Note:
    words = {"place": _place(alert), "time": _since(alert, at)}
    if alert.is_on(at):
        title = _("Air alert in %(place)s since %(time)s.") % words
        return Note(is_alert=True, title=title, sentences=[_("Go to the nearest shelter first.")])
    title = _("Air alert in %(place)s since %(time)s; nobody said whether it is over.") % words
    return Note(is_alert=True, title=title, sentences=[_("If in doubt, go to the nearest shelter first.")])


def _since(alert: AirAlert, at: datetime) -> str:
    """The hour alone while it cannot be taken for that of another day."""
    local = alert.began_at.astimezone(local_zone(alert.of.country)).replace(tzinfo=None)
    is_plain = at - alert.began_at < FORGOTTEN
    return date_format(local, "H:i" if is_plain else pgettext("date format", "H:i, j E"))


def _curfew_note(curfew: Curfew, at: datetime) -> Note:
    title = (
        _("Curfew now in %(place)s, from %(begins)s to %(ends)s.")
        if curfew.is_on(at)
        else _("Curfew in %(place)s from %(begins)s to %(ends)s.")
    )
    return _note(curfew, title % _curfew_words(curfew), _to_do(curfew))


def _paper_note(curfew: Curfew) -> Note:
    title = _("Curfew in %(place)s every day from %(begins)s to %(ends)s.") % _curfew_words(curfew)
    sentences = _to_do(curfew)
    if curfew.last_on is not None:
        last = date_format(curfew.last_on, pgettext("date format", "j E Y"))
        sentences.append(_("The last one begins on %(day)s.") % {"day": last})
    return _note(curfew, title, sentences)


def _note(curfew: Curfew, title: str, sentences: list[str]) -> Note:
    return Note(is_alert=False, title=title, sentences=sentences, decision=curfew.decision, source=curfew.source)


def _curfew_words(curfew: Curfew) -> dict[str, str]:
    return {"place": _place(curfew), "begins": _clock(curfew.begins), "ends": _clock(curfew.ends)}


def _to_do(curfew: Curfew) -> list[str]:
    sentences = {
        Passage.YES: _("You may walk to a resilience point at any hour."),
        Passage.NO: _("Walking to a resilience point is not allowed then."),
        Passage.UNKNOWN: _("Whether you may walk to a resilience point then is not known."),
    }
    said = [sentences[curfew.passage]]
    if curfew.of.country in _CHECKED_ON_THE_WAY and curfew.passage is not Passage.NO:
        said.append(_("Carry an identity document."))
    return said


_CHECKED_ON_THE_WAY = frozenset({"UA"})
"""Countries where who is out in a curfew has to show who they are (facts: ukraine 1.6)."""


def _place(notice: Notice) -> str:
    return name_for_reader(notice.of.names, notice.of.country) or notice.of.code


def _clock(at: time) -> str:
    return at.isoformat(timespec="minutes")


def notice_as_json(notice: Notice, at: datetime) -> dict[str, Any]:
    """A notice in words of the vocabulary, for programs; the times of a curfew are local, everything else is UTC."""
    head = {"territory": notice.of.code, "names": notice.of.names}
    if isinstance(notice, AirAlert):
        return {
            "kind": NoticeKind.AIR_ALERT.value,
            **head,
            "state": "on" if notice.is_on(at) else "not_confirmed",
            "began_at": written(notice.began_at),
            "confirmed_at": written(notice.confirmed_at),
        }
    night = notice.night(at)
    return {
        "kind": NoticeKind.CURFEW.value,
        **head,
        "state": "on" if notice.is_on(at) else "to_come",
        "begins": _clock(notice.begins),
        "ends": _clock(notice.ends),
        "time_zone": notice.zone.key,
        "begins_at": None if night is None else written(night.begins_at),
        "ends_at": None if night is None else written(night.ends_at),
        "first_on": notice.first_on.isoformat(),
        "last_on": None if notice.last_on is None else notice.last_on.isoformat(),
        "walking_to_a_point": notice.passage.value,
        "decision": notice.decision or None,
        "source": notice.source or None,
    }
