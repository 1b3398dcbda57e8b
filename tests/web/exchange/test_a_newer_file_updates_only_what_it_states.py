"""A newer edition of a list changes what it states, and nothing else."""

import pytest

from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod, HostKind, PositionMethod
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.operations.models import StatusReport
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Point, PointIdentifier
from punkt_web.registry.statements import Evidence
from tests.web.exchange.lists import HEADER, ROWS, as_csv, finding_codes, imported, outcomes

pytestmark = pytest.mark.django_db

BY_PHONE = Evidence("a call", EvidenceMethod.PHONED)
AT_THE_DESK = Evidence("desk", EvidenceMethod.DECLARED)
ANN = Actor("ann@example.org")


def school() -> Point:
    return Point.objects.get(address__startswith="Oak street")


def test_a_changed_cell_changes_its_field_with_an_audit_row_and_its_source() -> None:
    imported(as_csv(ROWS))
    report = imported(as_csv([(*ROWS[0][:6], "150"), *ROWS[1:]]))
    assert outcomes(report) == [("updated", "same-row"), ("unchanged", "same-row"), ("unchanged", "same-row")]
    assert school().capacity_seated == 150
    assert school().provenance["capacity_seated"]["source"] == "the list"
    entry = AuditEntry.objects.filter(entity="point").order_by("-number").first()
    assert entry is not None
    assert (entry.action, entry.object_key, entry.before, entry.after) == (
        "change", school().code, {"capacity_seated": 120}, {"capacity_seated": 150},
    )  # fmt: skip


def test_a_blank_cell_takes_nothing_away() -> None:
    imported(as_csv(ROWS))
    report = imported(as_csv([(*ROWS[0][:6], ""), *ROWS[1:]]))
    assert report.counts["updated"] == 0
    assert school().capacity_seated == 120


def test_a_column_that_is_missing_takes_nothing_away() -> None:
    imported(as_csv(ROWS))
    imported(as_csv([row[:6] for row in ROWS], HEADER[:6]))
    assert school().capacity_seated == 120


def test_a_placeholder_capacity_is_no_statement() -> None:
    imported(as_csv(ROWS))
    for placeholder in ("0", "1"):
        imported(as_csv([(*ROWS[0][:6], placeholder), *ROWS[1:]]))
        assert school().capacity_seated == 120


def test_what_a_person_verified_is_kept_and_the_row_is_marked() -> None:
    imported(as_csv(ROWS))
    change_point(ANN, school(), {"capacity_seated": 100}, BY_PHONE)
    report = imported(as_csv([(*ROWS[0][:5], "30.6000", "150"), *ROWS[1:]]))
    assert school().capacity_seated == 100
    assert school().longitude == 30.6
    assert report.rows[0].outcome == "updated"
    assert finding_codes(report.rows[0]) >= {"kept-verified"}
    assert report.counts["suspicious"] == 1


def test_what_was_declared_at_the_desk_gives_way_to_a_newer_edition() -> None:
    imported(as_csv(ROWS))
    change_point(ANN, school(), {"capacity_seated": 100}, AT_THE_DESK)
    imported(as_csv([(*ROWS[0][:6], "150"), *ROWS[1:]]))
    assert school().capacity_seated == 150


def test_a_row_of_an_older_day_does_not_change_what_a_newer_one_said() -> None:
    header = (*HEADER, "updated")
    imported(as_csv([(*ROWS[0], "2026-03-01")], header))
    report = imported(as_csv([(*ROWS[0][:6], "60", "2025-11-05")], header))
    assert school().capacity_seated == 120
    assert finding_codes(report.rows[0]) == {"older-than-known"}


def test_a_kind_of_host_that_was_guessed_from_the_name_changes_none_that_is_known() -> None:
    imported(as_csv(ROWS))
    assert school().host_kind == HostKind.SCHOOL
    change_point(ANN, school(), {"host_kind": "library"}, AT_THE_DESK)
    imported(as_csv([("A1", "School No 1 (new wing)", *ROWS[0][2:]), *ROWS[1:]]))
    assert school().host_kind == HostKind.LIBRARY


def test_a_vaguer_position_does_not_change_an_exact_one() -> None:
    imported(as_csv(ROWS))
    exact = Position(50.45012, 30.52341, 5.0, PositionMethod.DEVICE)
    change_point(ANN, school(), {"position": exact}, AT_THE_DESK)
    imported(as_csv([("A1", "School No 1", "Oak street 1", "Town", "50.45", "30.52", "120"), *ROWS[1:]]))
    assert school().latitude == 50.45012
    assert school().position_method == PositionMethod.DEVICE


def test_the_row_of_a_merged_point_leads_to_the_point_that_stands_for_it() -> None:
    imported(as_csv(ROWS))
    library = Point.objects.get(address="Main square 3")
    Point.objects.filter(pk=school().pk).update(merged_into=library, status=Point.Status.WITHDRAWN)
    report = imported(as_csv([(*ROWS[0][:6], "150"), *ROWS[1:]]))
    assert report.rows[0].point_code == library.code


def test_a_withdrawn_point_stays_withdrawn_and_the_row_is_marked() -> None:
    imported(as_csv(ROWS))
    Point.objects.filter(pk=school().pk).update(status=Point.Status.WITHDRAWN)
    report = imported(as_csv([(*ROWS[0][:6], "150"), *ROWS[1:]]))
    assert finding_codes(report.rows[0]) == {"known-withdrawn"}
    assert school().status == Point.Status.WITHDRAWN


def test_an_identifier_that_a_row_adds_is_kept() -> None:
    imported(as_csv([row[:-1] for row in ROWS], HEADER[:-1]))
    report = imported(
        as_csv([(*row[:-1], f"node/{place}") for place, row in enumerate(ROWS)], (*HEADER[:-1], "osm_id"))
    )
    assert report.counts["updated"] == 3
    assert PointIdentifier.objects.filter(authority="osm").count() == 3


def test_an_open_door_in_a_list_never_becomes_a_report() -> None:
    header = (*HEADER, "state")
    imported(as_csv([(*ROWS[0], "Відкрито"), (*ROWS[1], "працює"), (*ROWS[2], "open")], header))
    assert Point.objects.count() == 3
    assert not StatusReport.objects.exists()
