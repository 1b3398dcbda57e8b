"""A row that may be a known point is neither applied nor made a second point before a person has decided."""

import pytest

from punkt_web.exchange.actions.runs import Answer, decide_matches
from punkt_web.exchange.models import ImportRun, MatchDecision, SourceRecord
from punkt_web.registry.models import Point, PointIdentifier
from tests.web.exchange.lists import HEADER, ROWS, as_csv, imported, outcomes

pytestmark = pytest.mark.django_db

OTHER_LIST = [("B7", "School no. 1", "Oak street 1", "Town", "50.4503", "30.5236", "125")]


def run() -> ImportRun:
    return ImportRun.objects.latest("pk")


@pytest.fixture
def known(db: None) -> Point:
    imported(as_csv(ROWS))
    return Point.objects.get(address="Oak street 1")


def test_the_row_is_refused_and_names_the_point_it_may_be(known: Point) -> None:
    report = imported(as_csv(OTHER_LIST), source_name="other list")
    assert outcomes(report) == [("refused", "needs-decision")]
    proposal = report.rows[0].proposal
    assert proposal is not None
    assert proposal.point_code == known.code
    assert 0.5 < proposal.score <= 1
    assert Point.objects.count() == 3
    known.refresh_from_db()
    assert known.capacity_seated == 120


def test_the_row_is_kept_as_received_although_it_was_refused(known: Point) -> None:
    imported(as_csv(OTHER_LIST), source_name="other list")
    record = SourceRecord.objects.get(source__name="other list")
    assert record.payload["name"] == "School no. 1"
    assert record.point is None


def test_probable_matches_are_taken_when_the_command_is_told_so(known: Point) -> None:
    report = imported(as_csv(OTHER_LIST), source_name="other list", accepts_probable=True)
    assert [row.outcome for row in report.rows] == ["updated"]
    known.refresh_from_db()
    assert known.capacity_seated == 125
    assert imported(as_csv(OTHER_LIST), source_name="other list").counts["unchanged"] == 1


def test_a_decision_that_it_is_the_same_is_applied_and_never_asked_again(known: Point, administrator: object) -> None:
    report = imported(as_csv(OTHER_LIST), source_name="other list")
    decide_matches(administrator, run(), [Answer(report.rows[0].key, known.code)])  # type: ignore[arg-type]
    assert outcomes(imported(as_csv(OTHER_LIST), source_name="other list")) == [("updated", "decided-same")]
    assert MatchDecision.objects.get().is_applied
    assert outcomes(imported(as_csv(OTHER_LIST), source_name="other list")) == [("unchanged", "same-row")]
    newer = [(*OTHER_LIST[0][:6], "130")]
    assert outcomes(imported(as_csv(newer), source_name="other list")) == [("updated", "same-row")]


def test_a_decision_that_it_is_a_new_place_makes_one_point_and_is_never_asked_again(
    known: Point, administrator: object
) -> None:
    report = imported(as_csv(OTHER_LIST), source_name="other list")
    decide_matches(administrator, run(), [Answer(report.rows[0].key, "")])  # type: ignore[arg-type]
    assert outcomes(imported(as_csv(OTHER_LIST), source_name="other list")) == [("new", "decided-new")]
    assert imported(as_csv(OTHER_LIST), source_name="other list").counts["unchanged"] == 1
    newer = [(*OTHER_LIST[0][:6], "130")]
    assert outcomes(imported(as_csv(newer), source_name="other list")) == [("updated", "same-row")]
    assert Point.objects.count() == 4


def test_two_rows_never_become_one_point(known: Point) -> None:
    two = [OTHER_LIST[0], ("B8", "Schools No. 1", "", "Town", "50.4504", "30.5237", "50")]
    report = imported(as_csv(two), source_name="other list", accepts_probable=True)
    assert outcomes(report)[0][0] == "updated"
    assert outcomes(report)[1] == ("refused", "duplicate-in-file")


def test_a_row_that_stands_twice_in_a_file_makes_one_point() -> None:
    rows = [("", *ROWS[0][1:]), ("", *ROWS[0][1:])]
    report = imported(as_csv(rows))
    assert outcomes(report) == [("new", "no-match"), ("refused", "duplicate-in-file")]
    assert Point.objects.count() == 1


def test_a_repeated_row_can_be_declared_a_place_of_its_own(administrator: object) -> None:
    rows = [("", *ROWS[0][1:]), ("", *ROWS[0][1:])]
    report = imported(as_csv(rows))
    decide_matches(administrator, run(), [Answer(report.rows[1].key, "")])  # type: ignore[arg-type]
    assert outcomes(imported(as_csv(rows))) == [("unchanged", "same-row"), ("new", "decided-new")]
    assert imported(as_csv(rows)).counts["unchanged"] == 2


def test_rows_with_other_identifiers_that_look_the_same_are_imported_and_marked() -> None:
    rows = [ROWS[0], ("A9", *ROWS[0][1:])]
    report = imported(as_csv(rows))
    assert report.counts["new"] == 2
    assert report.counts["suspicious"] == 2


def test_an_identifier_that_a_renumbered_list_gives_to_another_place_is_not_believed(known: Point) -> None:
    renumbered = [("A1", "Fire station", "Far road 9", "Town", "51.9", "31.9", "40")]
    report = imported(as_csv(renumbered))
    assert outcomes(report) == [("refused", "needs-decision")]
    assert report.rows[0].proposal is not None
    assert report.rows[0].proposal.reason == "identifier-elsewhere"
    known.refresh_from_db()
    assert known.names == {"en": "School No 1"} or "School No 1" in known.names.values()
    assert known.address == "Oak street 1"


def test_a_renumbered_row_can_be_declared_new_once(known: Point, administrator: object) -> None:
    renumbered = [("A1", "Fire station", "Far road 9", "Town", "51.9", "31.9", "40")]
    report = imported(as_csv(renumbered))
    decide_matches(administrator, run(), [Answer(report.rows[0].key, "")])  # type: ignore[arg-type]
    assert outcomes(imported(as_csv(renumbered))) == [("new", "decided-new")]
    assert imported(as_csv(renumbered)).counts["unchanged"] == 1


def test_an_identifier_that_several_rows_share_names_none_of_them() -> None:
    rows = [("7", *row[1:]) for row in ROWS]
    report = imported(as_csv(rows))
    assert report.counts["new"] == 3
    assert not PointIdentifier.objects.exists()
    assert imported(as_csv(rows)).counts["unchanged"] == 3


def test_the_code_on_the_door_finds_the_point_for_certain(known: Point) -> None:
    rows = [(known.code, "Another name", "", "", "", "", "70")]
    report = imported(as_csv(rows, ("punkt code", *HEADER[1:])), source_name="other list")
    assert outcomes(report) == [("updated", "code")]


def test_a_global_identifier_finds_the_point_across_lists(known: Point) -> None:
    PointIdentifier.objects.create(point=known, authority="osm", value="node/1")
    rows = [("node/1", "School 1", "", "", "50.4502", "30.5235", "70")]
    report = imported(as_csv(rows, ("osm_id", *HEADER[1:])), source_name="map")
    assert outcomes(report) == [("updated", "identifier")]
