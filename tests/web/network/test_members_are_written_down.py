"""Members of the network: what is entered, refused, changed and forgotten, and what the trail tells of it."""

import math
from datetime import date, timedelta

import pytest

from punkt.errors import InvalidValue, PunktError
from punkt.ids import new_ulid
from punkt.model.network_words import CONTEXT_MEASURES, Consent, MemberKind
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.network.actions.members import (
    MOST_CONTACTS,
    ContactCard,
    allow_showing,
    change_member,
    enter_member,
    leave_network,
)
from punkt_web.network.context import ContextFact, facts_of
from punkt_web.network.models import Member, MemberContact
from punkt_web.registry.actions.editing import ChangedMeanwhile
from punkt_web.registry.models import Territory
from tests.conftest import NEIGHBOUR_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR
from tests.web.network.conftest import EMAIL, PERSON, PHONE, facts

SEEN_LONG_AGO = timedelta(seconds=1)


def test_a_member_is_entered_with_where_each_fact_is_from(town_member: Member) -> None:
    known = facts_of(town_member.context)
    assert known["population"] == ContextFact(5_200, "Register", date(2026, 1, 1))
    assert known["threat"] == ContextFact("near_border")
    assert "area_km2" not in known  # nobody said it: it is not zero
    assert (town_member.country, town_member.may_show) == ("ZZ", Consent.NOT)


def test_sent_twice_the_first_one_stays(world: dict[str, Territory]) -> None:
    ulid = new_ulid()
    first = enter_member(ACTOR, ulid, facts(world[TOWN]))
    assert enter_member(ACTOR, ulid, facts(world[TOWN], name="Other")).name == first.name
    assert Member.objects.count() == 1
    with pytest.raises(InvalidValue):
        enter_member(Actor("other@example.org"), ulid, facts(world[TOWN]))


def test_a_territory_takes_part_once_until_it_left(town_member: Member, world: dict[str, Territory]) -> None:
    with pytest.raises(InvalidValue) as refused:
        enter_member(ACTOR, new_ulid(), facts(world[TOWN]))
    assert refused.value.where == "territory"
    leave_network(ACTOR, town_member.pk, reason="Merged")
    assert enter_member(ACTOR, new_ulid(), facts(world[TOWN])).pk != town_member.pk


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"name": " \n"}, "name"),
        ({"context": {"colour": ContextFact("blue")}}, "context"),
        ({"context": {"population": ContextFact(-1)}}, "population"),
        ({"context": {"share_65": ContextFact(100.5)}}, "share_65"),
        ({"context": {"share_65": ContextFact(math.nan)}}, "share_65"),
        ({"context": {"area_km2": ContextFact("large")}}, "area_km2"),
        ({"context": {"threat": ContextFact("dragons")}}, "threat"),
        ({"contacts": [ContactCard(name=str(number)) for number in range(MOST_CONTACTS + 1)]}, "contacts"),
        ({"territory": None, "kind": MemberKind.REGION, "country": "ZZ"}, "territory"),
        ({"territory": None, "kind": MemberKind.STATE, "country": "Zed"}, "country"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    world: dict[str, Territory], more: dict[str, object], where: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        enter_member(ACTOR, new_ulid(), facts(**{"territory": world[TOWN], **more}))
    assert refused.value.where == where
    assert not Member.objects.exists()


def test_both_ends_of_every_measure_can_be(world: dict[str, Territory]) -> None:
    ends = {key: (measure.lowest, measure.highest) for key, measure in CONTEXT_MEASURES.items()}
    for number, code in enumerate((TOWN, NEIGHBOUR_TOWN)):
        context = {key: ContextFact(both[number]) for key, both in ends.items()}
        made = enter_member(ACTOR, new_ulid(), facts(world[code], context=context))
        assert {key: fact.value for key, fact in facts_of(made.context).items()} == {
            key: both[number] for key, both in ends.items()
        }


def test_what_is_changed_leaves_old_and_new_in_the_trail(town_member: Member, world: dict[str, Territory]) -> None:
    said = facts(world[TOWN], context={"population": ContextFact(5_300, "Count", date(2026, 6, 1))})
    assert change_member(ACTOR, town_member.pk, said, seen_at=town_member.changed_at)
    row = AuditEntry.objects.get(action="change member")
    assert row.before == {"context.population": "5200 · Register · 2026-01-01", "context.threat": "near_border"}
    assert row.after == {"context.population": "5300 · Count · 2026-06-01", "context.threat": ""}
    town_member.refresh_from_db()
    assert not change_member(ACTOR, town_member.pk, said, seen_at=town_member.changed_at)
    assert AuditEntry.objects.filter(action="change member").count() == 1


def test_of_two_who_change_at_once_the_second_is_told(town_member: Member, world: dict[str, Territory]) -> None:
    with pytest.raises(ChangedMeanwhile):
        change_member(
            ACTOR, town_member.pk, facts(world[TOWN], about="x"), seen_at=town_member.changed_at - SEEN_LONG_AGO
        )


def test_a_member_keeps_its_territory(town_member: Member, world: dict[str, Territory]) -> None:
    said = facts(world[NEIGHBOUR_TOWN], about="moved")
    change_member(ACTOR, town_member.pk, said, seen_at=town_member.changed_at)
    town_member.refresh_from_db()
    assert (town_member.territory, town_member.about) == (world[TOWN], "moved")


def test_the_trail_names_nobody(town_member: Member, world: dict[str, Territory]) -> None:
    without = facts(world[TOWN], contacts=())
    change_member(ACTOR, town_member.pk, without, seen_at=town_member.changed_at)
    told = "".join(f"{row.before}{row.after}{row.reason}" for row in AuditEntry.objects.all())
    assert not any(secret in told for secret in (PERSON, PHONE, EMAIL))
    assert AuditEntry.objects.get(action="change member").after == {"n_contacts": 0}
    assert not MemberContact.objects.exists()


def test_showing_more_needs_a_word_and_showing_less_needs_none(town_member: Member) -> None:
    with pytest.raises(InvalidValue) as refused:
        allow_showing(ACTOR, town_member.pk, Consent.NAMED, how=" ")
    assert refused.value.where == "how"
    assert allow_showing(ACTOR, town_member.pk, Consent.NAMED, how="Letter 12 of 2026")
    assert not allow_showing(ACTOR, town_member.pk, Consent.NAMED, how="Letter 12 of 2026")
    assert allow_showing(ACTOR, town_member.pk, Consent.NAMED, how="Letter 30 of 2026")
    town_member.refresh_from_db()
    assert town_member.may_show_how == "Letter 30 of 2026"
    assert allow_showing(ACTOR, town_member.pk, Consent.NOT, how="")
    steps = AuditEntry.objects.filter(action="allow showing").order_by("number").values_list("before", "after")
    assert list(steps) == [
        ({"may_show": "not"}, {"may_show": "named"}),
        ({"may_show": "named"}, {"may_show": "named"}),
        ({"may_show": "named"}, {"may_show": "not"}),
    ]


def test_who_leaves_is_forgotten_by_name_and_written_no_more(town_member: Member, world: dict[str, Territory]) -> None:
    with pytest.raises(InvalidValue):
        leave_network(ACTOR, town_member.pk, reason=" ")
    assert leave_network(ACTOR, town_member.pk, reason="Merged")
    assert not leave_network(ACTOR, town_member.pk, reason="Merged")
    assert not MemberContact.objects.exists()
    town_member.refresh_from_db()
    with pytest.raises(PunktError):
        change_member(ACTOR, town_member.pk, facts(world[TOWN], about="x"), seen_at=town_member.changed_at)
    with pytest.raises(PunktError):
        allow_showing(ACTOR, town_member.pk, Consent.NAMED, how="Letter")
