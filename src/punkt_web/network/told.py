"""Members in the words of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext

from punkt.model.network_words import CONTEXT_MEASURES, CONTEXT_WORDS, MayShow, MemberKind
from punkt.model.vocabulary import label
from punkt.units import UNIT_LABELS
from punkt_web.network.context import ContextFact, facts_of
from punkt_web.network.models import Member
from punkt_web.network.words import country_name, kind_words

_LOOKS = {MayShow.NAMED: "open", MayShow.ANONYMOUS: "full", MayShow.NOT: "shut"}


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One fact of a place; ``value`` is empty where nobody knows it."""

    label: str
    value: str
    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ToldMember:
    """A member with its words."""

    row: Member
    kind: str
    country: str
    may_show: str
    look: str

    @property
    def facts(self) -> Sequence[ToldFact]:
        """What its place is like, all that is asked."""
        known = facts_of(self.row.context)
        return [_told(key, known.get(key)) for key in (*CONTEXT_MEASURES, *CONTEXT_WORDS)]

    @property
    def n_known(self) -> int:
        """How many of these facts are known."""
        return len(self.row.context)


def told_member(row: Member) -> ToldMember:
    """A row in words."""
    may_show = MayShow(row.may_show)
    return ToldMember(
        row, kind_words(MemberKind(row.kind)), country_name(row.country), gettext(label(may_show)), _LOOKS[may_show]
    )


def _told(key: str, fact: ContextFact | None) -> ToldFact:
    if key in CONTEXT_WORDS:
        name, vocabulary = CONTEXT_WORDS[key]
        value = gettext(label(vocabulary(str(fact.value)))) if fact else ""
    else:
        measure = CONTEXT_MEASURES[key]
        name = measure.label
        unit = gettext(UNIT_LABELS[measure.unit]) if measure.unit else ""
        value = f"{number_format(fact.value)} {unit}".strip() if fact else ""
    return ToldFact(gettext(name), value, fact.source if fact else "", fact.on if fact else None)
