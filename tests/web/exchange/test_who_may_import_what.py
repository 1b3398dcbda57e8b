"""An import reaches no farther than the person who gives the list."""

import pytest

from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.actions.runs import Answer, decide_matches
from punkt_web.exchange.models import ImportRun
from punkt_web.exchange.orders import Importer
from punkt_web.registry.actions.policies import end_policy, set_policy
from punkt_web.registry.models import Point, PublicationPolicy, Territory
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.exchange.lists import adds_up, as_csv, imported, outcomes

pytestmark = pytest.mark.django_db

HEADER = ("id", "name", "address", "municipality", "lat", "lon", "capacity")
HERE = ("1", "School No 1", "Oak street 1", "Town", "50.4501", "30.5234", "120")
THERE = ("2", "School No 2", "Elm street 22", "Other Town", "48.4602", "35.5335", "80")
NOWHERE = ("3", "Library", "Main square 3", "", "50.4703", "30.5436", "40")
UNKNOWN = ("4", "Fire station", "Long road 4", "Atlantis", "50.4803", "30.5536", "30")


def by(user: User) -> Importer:
    return Importer(actor(user), reach(user, Power.IMPORT))


def test_rows_outside_the_persons_territory_are_refused(world: dict[str, Territory], coordinator: User) -> None:
    report = imported(as_csv([HERE, THERE, NOWHERE, UNKNOWN], HEADER), importer=by(coordinator))
    assert outcomes(report) == [
        ("new", "no-match"),
        ("refused", "outside-your-territory"),
        ("refused", "territory-needed"),
        ("refused", "territory-needed"),
    ]
    assert adds_up(report.counts)
    assert [point.territory.code for point in Point.objects.select_related("territory") if point.territory] == [TOWN]


def test_the_command_line_may_import_everywhere(world: dict[str, Territory]) -> None:
    report = imported(as_csv([HERE, THERE, NOWHERE, UNKNOWN], HEADER))
    assert report.counts["new"] == 4
    assert [finding.code for finding in report.rows[3].findings if finding.field == ""][-1] == "unknown-territory"


def test_a_named_territory_takes_the_rows_that_name_none(world: dict[str, Territory], coordinator: User) -> None:
    report = imported(as_csv([HERE, THERE, NOWHERE], HEADER), importer=by(coordinator), territory_code=TOWN)
    assert outcomes(report) == [("new", "no-match"), ("refused", "outside-territory"), ("new", "no-match")]
    assert {point.territory.code for point in Point.objects.select_related("territory") if point.territory} == {TOWN}


def test_a_row_that_names_a_place_nobody_knows_is_not_taken_for_the_persons_own(
    world: dict[str, Territory], coordinator: User
) -> None:
    report = imported(as_csv([HERE, UNKNOWN], HEADER), importer=by(coordinator), territory_code=TOWN)
    assert outcomes(report) == [("new", "no-match"), ("refused", "outside-territory")]


def test_a_position_far_from_every_unit_of_the_territory_is_refused_without_boundaries(
    world: dict[str, Territory], coordinator: User
) -> None:
    town = world[TOWN]
    for number, (latitude, longitude) in enumerate([(50.44, 30.50), (50.46, 30.55), (50.48, 30.52)]):
        code = f"{TOWN}-{number}"
        Territory.objects.create(
            code=code, country=town.country, level="settlement", parent=town, path=f"{town.path}{code}/",
            latitude=latitude, longitude=longitude,
        )  # fmt: skip
    far = ("5", "School No 5", "Elm street 5", "", "59.47", "24.84", "80")
    report = imported(as_csv([NOWHERE, far], HEADER), importer=by(coordinator), territory_code=TOWN)
    assert outcomes(report) == [("new", "no-match"), ("refused", "outside-territory")]


def test_a_territory_of_others_cannot_be_named(world: dict[str, Territory], coordinator: User) -> None:
    for code in (OTHER_TOWN, REGION, "nowhere"):
        with pytest.raises(InvalidValue):
            imported(as_csv([HERE], HEADER), importer=by(coordinator), territory_code=code)
    assert not Point.objects.exists()


def test_a_row_that_says_here_cannot_change_a_point_that_is_there(
    world: dict[str, Territory], coordinator: User, other_coordinator: User
) -> None:
    header = ("osm_id", *HEADER[1:])
    imported(as_csv([("node/2", *THERE[1:])], header), source_name="theirs", importer=by(other_coordinator))
    point = Point.objects.get()
    claim = ("node/2", "School No 2", "Elm street 22", "Town", "48.4602", "35.5335", "9999")
    report = imported(as_csv([claim], header), source_name="mine", importer=by(coordinator))
    assert outcomes(report) == [("refused", "outside-your-territory")]
    assert report.rows[0].point_code == ""
    point.refresh_from_db()
    assert point.capacity_seated == 80
    assert point.territory == world[OTHER_TOWN]


def test_likeness_never_leads_to_a_point_out_of_reach(
    world: dict[str, Territory], coordinator: User, other_coordinator: User
) -> None:
    imported(as_csv([THERE], HEADER), source_name="theirs", importer=by(other_coordinator))
    claim = ("77", "School No 2", "Elm street 22", "Town", "48.4602", "35.5335", "90")
    report = imported(as_csv([claim], HEADER), source_name="mine", importer=by(coordinator))
    assert outcomes(report) == [("new", "no-match")]
    assert report.rows[0].proposal is None


def test_a_decision_cannot_name_a_point_out_of_reach(
    world: dict[str, Territory], coordinator: User, other_coordinator: User
) -> None:
    imported(as_csv([THERE], HEADER), source_name="theirs", importer=by(other_coordinator))
    point = Point.objects.get()
    imported(as_csv([HERE], HEADER), source_name="mine", importer=by(coordinator))
    with pytest.raises(InvalidValue):
        decide_matches(coordinator, ImportRun.objects.latest("pk"), [Answer("0" * 32, point.code)])


def test_points_of_others_are_never_reported_as_gone(
    world: dict[str, Territory], coordinator: User, other_coordinator: User
) -> None:
    imported(as_csv([THERE], HEADER), source_name="shared name", importer=by(other_coordinator))
    report = imported(as_csv([HERE], HEADER), source_name="shared name", importer=by(coordinator))
    assert report.gone_codes == []


def test_roles_without_the_power_reach_nothing(
    world: dict[str, Territory], viewer: User, keeper: User, outsider: User
) -> None:
    for person in (viewer, keeper, outsider):
        report = imported(as_csv([HERE, NOWHERE], HEADER), importer=by(person))
        assert report.counts["refused"] == 2
    assert not Point.objects.exists()


def test_a_region_officer_imports_into_every_town_of_the_region(
    world: dict[str, Territory], region_officer: User
) -> None:
    neighbour = ("5", "Hall", "Mill lane 5", "Neighbour Town", "50.1", "30.1", "60")
    report = imported(as_csv([HERE, neighbour, THERE], HEADER), importer=by(region_officer))
    assert [row.outcome for row in report.rows] == ["new", "new", "refused"]
    assert Point.objects.filter(territory__code=NEIGHBOUR_TOWN).count() == 1


def test_new_points_can_be_hidden_from_the_first_moment_on(world: dict[str, Territory], coordinator: User) -> None:
    imported(as_csv([HERE], HEADER), importer=by(coordinator), visibility="hidden")
    policy = PublicationPolicy.objects.get()
    assert policy.point == Point.objects.get()
    assert (policy.visibility, policy.reason, policy.decided_by) == ("hidden", "import of the list", coordinator.email)


def test_who_hid_what_they_imported_may_show_it_again(world: dict[str, Territory], coordinator: User) -> None:
    imported(as_csv([HERE], HEADER), importer=by(coordinator), visibility="hidden")
    point = Point.objects.get()
    assert PublicationPolicy.objects.get().decided_for == TOWN
    assert AuditEntry.objects.get(action="set policy").after["decided_for"] == TOWN
    end_policy(actor(coordinator), point, reason="checked", within=reach(coordinator, Power.SET_POLICY))
    assert not PublicationPolicy.objects.exists()


def test_the_code_of_a_hidden_point_elsewhere_is_as_one_that_nobody_has(
    world: dict[str, Territory], coordinator: User
) -> None:
    imported(as_csv([THERE], HEADER))
    foreign = Point.objects.get()
    header, here = (*HEADER, "point code"), (*HERE, foreign.code)
    assert outcomes(imported(as_csv([here], header), importer=by(coordinator), source_name="public"))[0] == (
        "refused",
        "outside-your-territory",
    )
    set_policy(actor(coordinator), foreign, Visibility.HIDDEN, reason="in danger")
    free = ("6", "School No 6", "Oak street 6", "Town", "50.4601", "30.5334", "60", "K7F-2MR")
    report = imported(as_csv([here, free], header), importer=by(coordinator), source_name="hidden")
    assert outcomes(report) == [("new", "no-match"), ("new", "no-match")]
