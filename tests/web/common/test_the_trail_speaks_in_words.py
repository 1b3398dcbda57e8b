"""Everything that a write notes has a word: its action, what it was done to, and each value before and after."""

import ast
from dataclasses import replace
from datetime import time, timedelta
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from punkt import clock
from punkt.model.fields import FIELDS
from punkt.model.reports import REPORTABLE_SERVICES, ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel, TerritoryLevel, Visibility
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Role
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.common.trail_keys import KEYS
from punkt_web.common.trail_words import ACTIONS, ENTITIES, plain_words
from punkt_web.operations.actions import notices
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import TerritoryNotice
from punkt_web.registry.actions import (
    aliases,
    contacts,
    merging,
    photos,
    points,
    policies,
    records,
    verification,
    views,
)
from punkt_web.registry.models import Organisation, Point, PointKind, Territory
from punkt_web.registry.statements import Evidence
from tests.architecture.sources import PRODUCT, python_files, tree
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
SEEN = Evidence("visit", EvidenceMethod.SEEN)


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG")
    out.seek(0)
    return out


def with_everything(point: Point) -> None:
    """Everything that can belong to a point, added and some of it removed."""
    for name in ("Old Mill", "Mill"):
        alias = aliases.add_alias(ACTOR, point, f"{name} {point.code}", language="en")
    aliases.remove_alias(ACTOR, alias)
    for value in ("7", "8"):
        identifier = aliases.add_identifier(ACTOR, point, "town", f"{value}{point.code}")
        contact = contacts.add_contact(ACTOR, point, contacts.ContactCard(role="guard", phone="1"))
        photo = photos.add_photo(ACTOR, point, picture(), description="door")
    aliases.remove_identifier(ACTOR, identifier)
    contacts.remove_contact(ACTOR, contact)
    photos.remove_photo(ACTOR, photo)
    verification.verify_fields(ACTOR, point, ["name"], EvidenceMethod.SEEN)
    policies.set_policy(ACTOR, point, Visibility.AREA, reason="x", until_at=clock.now() + timedelta(days=1))


def tend_points(town: Territory) -> None:
    stated = {"territory": town, "name": {"en": "Hall"}, "capacity_seated": 4, "service.heat": "yes"}
    keep, drop = (points.register_point(ACTOR, stated, SEEN) for _n in range(2))
    for point in (keep, drop):
        with_everything(point)
    points.change_point(ACTOR, keep, {"address": "Main 1"}, SEEN)
    points.set_status(ACTOR, keep, Point.Status.PLANNED, reason="x")
    policies.end_policy(ACTOR, keep, reason="x")
    services = dict.fromkeys(REPORTABLE_SERVICES, "yes")
    content = ReportContent(
        PointState.OPEN, 3, services, 4.0, fuel_quarters=1, indoor_c=5.0, water_l=6.0, n_staff=2, shortages=["fuel"]
    )
    receive_report(ACTOR, Report(keep.pk, clock.now(), ReportChannel.KEEPER, content))
    merging.merge_points(ACTOR, keep, drop)


def tend_records(town: Territory) -> None:
    records.save_record(
        ACTOR, Territory(country="ZZ", code="ZZ9", level=TerritoryLevel.MUNICIPALITY, names={"en": "Nine"}, parent=town)
    )
    records.save_record(ACTOR, PointKind(code="tent", country="ZZ", names={"en": "Tent"}))
    body = Organisation(name="Town", country="ZZ", registry_code="1", website="https://example.org")
    records.save_record(ACTOR, body)
    records.delete_record(ACTOR, body)


def announce(town: Territory) -> None:
    """A curfew that is set, corrected and ended, and an air alert that is confirmed."""
    anywhere = Reach(is_everywhere=True)
    today = clock.now().date()
    terms = notices.Terms(time(22), time(5), today, today, source="https://example.org")
    notices.set_curfew(ACTOR, town, terms, within=anywhere)
    curfew = TerritoryNotice.objects.get()
    notices.change_curfew(ACTOR, curfew.pk, replace(terms, ends=time(6)), within=anywhere)
    notices.end_notice(ACTOR, curfew.pk, within=anywhere)
    notices.start_alert(ACTOR, town, within=anywhere)
    with clock.fixed_at(clock.now() + timedelta(hours=1)):
        notices.confirm_alert(ACTOR, TerritoryNotice.objects.latest("pk").pk, within=anywhere)


def tend_people(user: User) -> None:
    by = people.by_command("punkt person")
    new = people.give_person(by, "new@example.org", name="New", language="uk")
    until = clock.now() + timedelta(days=1)
    people.give_role(by, new, people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN, valid_until=until))
    membership = people.give_role(by, new, people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN, valid_from=clock.now()))
    people.end_role(by, membership)
    people.change_person(by, new, email="newer@example.org", name="Newer", language="en")
    people.set_password(by, new, "sõna-слово-42-ord")
    people.give_password_link(by, new)
    people.deactivate(by, new)
    people.reactivate(by, new)
    view = views.save_view(ACTOR, user, "Mine", "q=x")
    views.rename_view(ACTOR, view, "Ours")
    views.delete_view(ACTOR, view)


def test_what_the_core_actions_write_has_words(world: dict[str, Territory], coordinator: User) -> None:
    tend_points(world[TOWN])
    tend_records(world[TOWN])
    announce(world[TOWN])
    tend_people(coordinator)
    told = list(AuditEntry.objects.all())
    assert len({entry.action for entry in told}) >= 25
    assert {entry.entity for entry in told} <= set(ENTITIES)
    wordless = {(entry.action, key) for entry in told for key in (*entry.before, *entry.after)}
    assert {(action, key) for action, key in wordless if key not in KEYS and key not in FIELDS} == set()


def written_actions() -> set[str]:
    """The first word of every write in the source."""
    calls = (node for path in python_files(PRODUCT) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    writes = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"Write", "_write"})
    constants = (node for call in writes if call.args for node in ast.walk(call.args[0]))
    return {node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_action_in_the_source_has_words() -> None:
    found = written_actions()
    assert {"register", "report", "give_role", "set policy", "end policy", "decide match"} <= found
    assert found - set(ACTIONS) == set()


@pytest.mark.parametrize("words", [ACTIONS, ENTITIES, KEYS])
def test_no_word_is_the_raw_key(words: dict[str, str]) -> None:
    assert not [key for key, word in words.items() if not word or "_" in word]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The generator was started, and feeds the point through its connection"),
        ("et", "Generaator käivitati ja see toidab punkti ühenduskoha kaudu"),
    ],
)
def test_a_line_of_a_practice_list_is_told_as_the_list_words_it(language: str, words: str) -> None:
    with translation.override(language):
        assert plain_words("inspection_line", "practice.generator_tried") == words
