"""The actions of the network, in every way in which they write."""

from datetime import date

from punkt.ids import new_ulid
from punkt.model.network_words import Consent, MemberKind
from punkt_web.network.actions import members
from punkt_web.network.context import ContextFact
from punkt_web.network.models import Member
from tests.architecture.scenario_making import ACTOR, Call, scenario, territory

PEOPLE = (members.ContactCard("Clerk", "Ann", "ann@example.org", "+1 555 0100"),)


def facts(**more: object) -> members.MemberFacts:
    context = {"population": ContextFact(5_000, "Register", date(2026, 1, 1)), "threat": ContextFact("peace")}
    said = {"name": "Town", "kind": MemberKind.MUNICIPALITY, "territory": territory(), "context": context}
    return members.MemberFacts(**{**said, "contacts": PEOPLE, **more})  # type: ignore[arg-type]


def entered() -> Member:
    return members.enter_member(ACTOR, new_ulid(), facts())


@scenario
def a_member_is_entered() -> Call:
    said = facts()
    return lambda: members.enter_member(ACTOR, new_ulid(), said)


@scenario
def a_member_is_changed() -> Call:
    made = entered()
    said = facts(about="By the river", contacts=(), context={"area_km2": ContextFact(12.5)})
    return lambda: members.change_member(ACTOR, made.pk, said, seen_at=made.changed_at)


@scenario
def a_member_allows_something_to_be_shown() -> Call:
    made = entered()
    return lambda: members.allow_showing(ACTOR, made.pk, Consent.NAMED, how="Letter 12")


@scenario
def a_member_leaves() -> Call:
    made = entered()
    return lambda: members.leave_network(ACTOR, made.pk, reason="Merged")
