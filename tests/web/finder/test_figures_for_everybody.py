"""Public figures: of public points and whole days alone, small counts withheld, nothing of what is secret by a byte."""

import csv
import io
from datetime import timedelta

import pytest

from punkt import clock
from punkt.model.complaint_words import ComplaintKind
from punkt.model.vocabulary import Visibility
from punkt_web.common.turns import only_turn
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import end_policy, set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import ACTOR, NOW

PATHS = ("/figures", "/figures.json", "/figures.csv", "/api/v1/figures")
QUERIES = ("", "?territory=UA63&by=territory&figure=person_hours", "?by=day&figure=person_hours", "?by=kind")
LATER = NOW + timedelta(days=3)


@pytest.fixture
def units(db):
    made = {}
    for code, level, above in (
        ("UA01", "country", ""), ("UA63", "region", "UA01"), ("UA6301", "municipality", "UA63"),
        ("UA6302", "municipality", "UA63"),
    ):  # fmt: skip
        path = f"{made[above].path if above else ''}{code}/"
        parent = made.get(above)
        made[code] = Territory.objects.create(
            country="UA", code=code, level=level, names={"en": f"Unit {code}"}, parent=parent, path=path
        )
    return made


@pytest.fixture
def crowd(town, units):
    """Two towns: a school of 20 and a library of 3 people in one, a school of 9 in the other; for an hour each."""
    rows = (("UA6301", "school", 20), ("UA6301", "library", 3), ("UA6302", "school", 9))
    for code, host_kind, people in rows:
        point = town.point(territory=units[code], host_kind=host_kind)
        town.say(point, headcount=people, minutes_ago=120)
        town.say(point, "closed", minutes_ago=60)
    return town


def figures(client, query: str = "") -> dict:
    with clock.fixed_at(LATER):
        response = client.get(f"/figures.json{query}")
        assert response.status_code == 200
        return response.json()


def hours(row) -> float | None:
    return row["values"]["person_hours"]["value"]


def test_a_small_count_enters_no_sum(crowd, client) -> None:
    told = figures(client)
    assert (hours(told["whole"]), told["whole"]["n_withheld"]) == (29.0, 1)
    by_town = {row["key"]: hours(row) for row in figures(client, "?territory=UA63")["rows"]}
    assert by_town == {"UA6301": 20.0, "UA6302": 9.0}
    assert {row["key"]: hours(row) for row in figures(client, "?by=host_kind")["rows"]} == {
        "library": None,
        "school": 29.0,
    }
    # The doors were shut the day after, which is a count of nobody; of the other days nobody said anything.
    by_day = [hours(row) for row in figures(client, "?by=day")["rows"]]
    assert by_day == [None, None, None, None, 29.0, 0.0, None]
    # What is withheld is not known, and that is said.
    assert told["whole"]["values"]["person_hours"]["share_known"] == pytest.approx(2 / 3, abs=1e-3)


def test_what_is_withheld_changes_no_public_answer_by_a_byte(crowd, client, units) -> None:
    def told(people: int) -> list[bytes]:
        point = crowd.point(territory=units["UA6302"], host_kind="library")
        crowd.say(point, headcount=people, minutes_ago=120)
        crowd.say(point, "closed", minutes_ago=60)
        answers = answered(client)
        point.delete()
        return answers

    assert told(1) == told(4)
    assert told(1) != told(5)


def answered(client) -> list[bytes]:
    with clock.fixed_at(LATER):
        return [client.get(path + query).content for path in PATHS for query in QUERIES]


@pytest.mark.parametrize("visibility", [Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN])
def test_a_point_that_is_not_public_changes_no_answer_by_a_byte(crowd, client, units, visibility) -> None:
    before = answered(client)
    secret = crowd.point(territory=units["UA6302"], host_kind="police", name="Zazubryna")
    set_policy(ACTOR, secret, visibility, reason="a target")
    crowd.say(secret, headcount=77, minutes_ago=90)
    assert answered(client) == before
    set_policy(ACTOR, secret, Visibility.PUBLIC, reason="no target any more")
    assert answered(client) != before


def test_when_it_was_reckoned_tells_nothing_of_what_is_secret(crowd, client, units) -> None:
    """What happens at a hidden point does not even make a public table be reckoned anew."""
    secret = crowd.point(territory=units["UA6302"])
    set_policy(ACTOR, secret, Visibility.HIDDEN, reason="a target")
    before = answered(client)
    with clock.fixed_at(NOW + timedelta(hours=1)):
        receive_complaint(secret.pk, ComplaintKind.CLOSED, "", sender="198.51.100.7")
    crowd.say(secret, headcount=77, minutes_ago=90)
    with clock.fixed_at(LATER + timedelta(hours=1)):
        assert [client.get(path + query).content for path in PATHS for query in QUERIES] == before


def test_a_territory_that_is_hidden_is_one_without_points(crowd, client, units) -> None:
    set_policy(ACTOR, units["UA63"], Visibility.HIDDEN, reason="front line")
    with clock.fixed_at(LATER):
        assert "There are no public points here" in client.get("/figures").content.decode()
        assert client.get("/figures.json").status_code == 404


def test_today_and_a_day_that_is_just_over_are_not_told(crowd, client) -> None:
    # 14:00 in Kyiv: yesterday is over for 14 hours; of today nothing is told.
    assert figures_at(client, NOW)["to"] == "2026-01-14"
    assert figures_at(client, NOW + timedelta(hours=15))["to"] == "2026-01-14"
    assert figures_at(client, NOW + timedelta(hours=16, minutes=1))["to"] == "2026-01-15"
    with clock.fixed_at(NOW):
        refused = client.get("/figures.json?to=2026-01-15")
        assert (refused.status_code, "2026-01-14" in refused.content.decode()) == (400, True)
        assert "2026-01-14" in client.get("/figures?to=2026-01-15").content.decode()


def figures_at(client, moment) -> dict:
    with clock.fixed_at(moment):
        return client.get("/figures.json").json()


def test_only_public_figures_are_told(crowd, client) -> None:
    told = figures(client)["whole"]["values"]
    assert told.keys() == {
        "opened", "open_hours", "share_known", "person_hours", "report_delay", "report_gap", "false_open",
    }  # fmt: skip
    assert figures(client, "?by=host")["by"] == "territory"


def test_a_rate_of_few_moments_is_not_told(crowd, client, units) -> None:
    assert figures(client)["whole"]["values"]["false_open"]["value"] is None
    point = crowd.point(territory=units["UA6301"])
    for number in range(48):
        with clock.fixed_at(NOW - timedelta(hours=50 - number)):
            is_shut = number % 6 == 5
            crowd.say(point, "closed" if is_shut else "open", minutes_ago=20 if is_shut else 0)
    assert figures(client)["whole"]["values"]["false_open"]["value"] > 0.1


def test_a_page_tells_how_well_the_system_knew_it_without_a_script(crowd, client) -> None:
    with clock.fixed_at(LATER):
        page = client.get("/figures").content.decode()
    assert "How well this system knew it" in page
    assert "False-open rate" in page.partition("How well this system knew it")[2]
    assert "1 time here" in page
    assert "by version 1 of the definitions" in page


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_it_is_told_in_four_languages(crowd, client, language) -> None:
    with clock.fixed_at(LATER):
        page = client.get("/figures", headers={"accept-language": language}).content.decode()
    for english in ("What the points did", "withheld", "Person-hours", "By territory", "Reckoned at"):
        assert english not in page


def test_junk_is_answered_calmly(crowd, client) -> None:
    with clock.fixed_at(LATER):
        for query in ("from=x", "to=9999-12-31", "from=0001-01-01", "by=host", "figure=visits", "page=-1", "page=x"):
            assert client.get(f"/figures?{query}").status_code == 200, query
        assert client.get("/figures?territory=nowhere").status_code == 404
        assert client.get("/figures?territory=%00").status_code == 404
        assert client.get("/figures.pdf").status_code == 404
        assert client.get("/figures.json?from=x").status_code == 400


@pytest.mark.parametrize("word", [Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN])
def test_what_was_told_of_a_record_that_is_kept_back_counts_for_nobody_in_public(crowd, client, units, word) -> None:
    """A merger makes the point that stays as hidden; who shows that one again has not shown the other record."""
    shown, kept_back = crowd.point(territory=units["UA6302"]), crowd.point(territory=units["UA6302"])
    crowd.say(kept_back, headcount=50, minutes_ago=120)
    crowd.say(kept_back, "closed", minutes_ago=60)
    set_policy(ACTOR, kept_back, word, reason="a target")
    before = figures(client)
    merge_points(ACTOR, shown, kept_back, reason="the same door")
    assert figures(client)["whole"]["n_points"] == before["whole"]["n_points"] - 1
    end_policy(ACTOR, shown, reason="shown again")
    told = figures(client)
    assert told["whole"]["n_points"] == before["whole"]["n_points"]
    assert hours(told["whole"]) == hours(before["whole"])
    end_policy(ACTOR, kept_back, reason="shown again")
    assert hours(figures(client)["whole"]) > hours(before["whole"])


def test_an_empty_network_has_no_figures(now, client) -> None:
    assert client.get("/figures").status_code == 200
    assert client.get("/figures.csv").status_code == 404


def test_one_table_is_reckoned_at_a_time_for_strangers(crowd, client) -> None:
    with clock.fixed_at(LATER), only_turn("figures") as is_ours:
        assert is_ours
        for path in ("/figures", "/figures.csv", "/api/v1/figures"):
            busy = client.get(path)
            assert (busy.status_code, bool(busy.headers["Retry-After"])) == (503, True)
    assert figures(client)["whole"]["n_points"] == 3


def test_a_file_can_be_traced(crowd, client) -> None:
    with clock.fixed_at(LATER):
        text = client.get("/figures.csv?by=day").content.decode().removeprefix("\ufeff")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["territory"], row["from"], row["to"], row["version"]) == ("UA01", "2026-01-11", "2026-01-17", "1")
    assert row["computed_at"] == "2026-01-18T12:00:00Z"
