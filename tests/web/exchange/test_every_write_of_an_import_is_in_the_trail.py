"""Organisations, remembered columns and the run itself leave audit rows too, in the one chain."""

import pytest

from punkt_web.common.audit import Actor, first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.registry.actions.points import organisation, organisation_key, organisations
from punkt_web.registry.models import Organisation, Point, Territory
from tests.web.exchange.lists import HEADER, ROWS, as_csv, imported

pytestmark = pytest.mark.django_db

ACTOR = Actor("somebody")
HOSTED = as_csv([(*row, "Education office") for row in ROWS], (*HEADER, "host"))
COLUMNS = {"host": "host"}


def actions(entity: str) -> list[str]:
    return list(AuditEntry.objects.filter(entity=entity).order_by("number").values_list("action", flat=True))


def test_an_organisation_that_a_list_names_is_made_once_and_told() -> None:
    imported(HOSTED, columns=COLUMNS)
    made = Organisation.objects.get()
    entry = AuditEntry.objects.get(entity="organisation")
    assert (entry.action, entry.object_key, entry.actor_name) == ("add", str(made.pk), "punkt import")
    assert entry.after == {"name": "Education office", "country": ""}
    assert Point.objects.filter(host=made).count() == 3


def test_what_a_person_decided_about_columns_is_told() -> None:
    imported(HOSTED, columns=COLUMNS)
    assert actions("source") == ["describe source", "describe source"]
    entry = AuditEntry.objects.filter(entity="source").latest("number")
    assert (entry.before, entry.after) == ({"columns": {}}, {"columns": COLUMNS})
    imported(HOSTED, columns=COLUMNS)
    assert len(actions("source")) == 2


def test_a_run_of_the_command_line_is_told_from_its_list_to_its_end() -> None:
    imported(HOSTED, columns=COLUMNS)
    run = ImportRun.objects.get()
    entries = AuditEntry.objects.filter(entity="import", object_key=run.token).order_by("number")
    assert [(one.action, one.after.get("state")) for one in entries] == [("give list", None), ("set state", "done")]
    assert run.state == ImportRun.State.DONE
    assert run.ended_at is not None
    assert first_fault() is None


def test_desk_and_import_name_an_organisation_by_the_same_rule(world: dict[str, Territory]) -> None:
    at_the_desk = organisation(ACTOR, " Education  office ", country=world["ZZ0101"].country)
    header = (*HEADER, "host", "municipality")
    imported(as_csv([(*ROWS[0], "Education office", "Town")], header), columns=COLUMNS)
    assert Point.objects.get().host == at_the_desk
    assert Organisation.objects.count() == 1


def test_many_organisations_are_made_as_one_is() -> None:
    first = organisation(ACTOR, "Office", country="UA")
    keys = [organisation_key(name, "UA") for name in ("Office", " New  office ", "Third")]
    ids = organisations(ACTOR, keys)
    assert ids["Office", "UA"] == first.pk
    assert sorted(ids) == [("New office", "UA"), ("Office", "UA"), ("Third", "UA")]
    assert len(actions("organisation")) == 3
    assert organisations(ACTOR, keys) == ids
    assert Organisation.objects.count() == 3


def test_columns_are_not_remembered_from_a_list_of_which_nothing_was_applied() -> None:
    nothing = as_csv([("", "", "", "", "", "", "5")])
    imported(nothing, columns={"capacity": "capacity_lying"})
    assert Source.objects.get().columns == {}
