"""``punkt find`` gives the answer of the page as text or JSON, and says what is wrong in plain words."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from punkt.errors import PunktError
from punkt.model.fields import NEEDS
from punkt_web.finder.commands import find
from tests.web.finder.conftest import HERE

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "finder.md"
LAT_LON = ["--lat", str(HERE[0]), "--lon", str(HERE[1])]


def run(*options: str) -> str:
    result = CliRunner().invoke(find, [*options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def network_of_four(town):
    open_point = town.open_point(north_m=1000, name="Відкрита", capacity_seated=50)
    town.say(open_point, "", headcount=20, minutes_ago=3)
    return {
        "open": open_point,
        "not_confirmed": town.point(north_m=200),
        "maybe": town.open_point(north_m=300, needs=""),
        "not_open": town.point(north_m=400, opening_mode="standby", promised_minutes=120),
    }


def test_text_says_what_the_page_says(network_of_four):
    told = run(*LAT_LON, "--need", "heat")
    for words in ("Open points near you", "Open, almost certain. Staff said so 10 min ago.", "1.3 km · north",
                  "20 of 50 seats taken, 3 min ago", "NOT CONFIRMED LATELY", "? Warmth: not known",
                  "It opens within 2 h after the municipality asks.",
                  "Within 3 km, confirmed in the last hour: 2 of 4."):  # fmt: skip
        assert words in told, words


def test_json_has_the_groups_with_facts_in_the_words_of_the_vocabulary(network_of_four):
    told = json.loads(run(*LAT_LON, "--need", "heat", "--format", "json"))
    assert told["format"] == "punkt.find.1"
    for group, point in network_of_four.items():
        assert [one["code"] for one in told[group]] == [point.code], group
    first = told["open"][0]
    assert (first["state"], first["sureness"], first["confirmed_by"]) == ("open", "almost_certain", "keeper")
    assert (first["seats"], first["people"], first["air_m"], first["direction"]) == (50, 20, 1000, "N")
    assert first["services"]["service.internet"] == "unknown"
    assert told["maybe"][0]["people"] is None
    assert told["summary"] == {"points_within_3_km": 4, "confirmed_in_the_last_hour": 2}


def test_the_guide_tells_every_key_and_no_other(network_of_four):
    told = json.loads(run(*LAT_LON, "--need", "heat", "--format", "json"))
    guide = GUIDE.read_text(encoding="utf-8").partition("### JSON, format `punkt.find.1`")[2]
    of_answer, of_point = guide.partition("Each point:")[::2]
    assert documented(of_answer) == set(told)
    assert documented(of_point.partition("\n#")[0]) == set(told["open"][0])


def documented(table: str) -> set[str]:
    heads = re.findall(r"^\| (`[^|]+) \|", table, flags=re.MULTILINE)
    return {key for head in heads for key in re.findall(r"`(\w+)`", head)}


def test_a_place_and_a_language_can_be_asked_for(network_of_four):
    assert "Kharkiv" in run("--place", "Харьков")
    told = json.loads(run("--place", "Kharkiv", "--lang", "uk", "--format", "json"))
    assert told["place"]["name"] == "Харків"


def test_nothing_near_is_an_answer_with_what_to_do_instead(now):
    told = run("--lat", "0", "--lon", "0")
    assert "No points known here" in told
    assert "112" in told
    assert json.loads(run("--lat", "0", "--lon", "0", "--format", "json"))["any_points_within_reach"] is False


@pytest.mark.parametrize("is_demo", [True, False])
def test_made_up_points_are_called_so(network_of_four, settings, is_demo):
    settings.IS_DEMO = is_demo
    assert run(*LAT_LON).startswith("DEMO: made-up points, not a real network\n") is is_demo
    assert json.loads(run(*LAT_LON, "--format", "json"))["demo"] is is_demo


def test_a_guess_is_called_one_in_text_and_json(network_of_four):
    told = run("--place", "Хакрів")
    assert "Nearest match: Kharkiv" in told
    assert "Did you mean Kharkiv?" in told
    assert "We do not know “Хакрів”." in told
    told = json.loads(run("--place", "Хакрів", "--format", "json"))
    assert told["is_guess"] is True
    assert told["notes"][0] == "Did you mean Kharkiv?"


def test_the_part_of_an_address_that_is_not_known_is_named(network_of_four):
    asked = ("--place", "Вулиця Незнана 5, Харків")
    assert "We do not know “Вулиця Незнана 5”; distances are from the middle of the place." in run(*asked)
    told = json.loads(run(*asked, "--format", "json"))
    assert (told["unmatched"], told["is_guess"], len(told["notes"])) == ("Вулиця Незнана 5", False, 1)
    assert json.loads(run("--place", "Харків", "--format", "json"))["notes"] == []


def test_several_places_of_one_name_are_offered(now):
    assert "Did you mean: " in run("--place", "Олександрівка")


def test_an_unknown_name_is_an_error_with_what_may_have_been_meant(now):
    with pytest.raises(PunktError, match=r"Did you mean: .*Lindö"):
        CliRunner().invoke(find, ["--place", "London"], catch_exceptions=False)


@pytest.mark.parametrize("position", [["--lat", "95", "--lon", "0"], ["--lat", "0", "--lon", "inf"]])
def test_a_wrong_position_is_not_called_a_link(now, position):
    with pytest.raises(PunktError, match="between -90 and 90") as caught:
        CliRunner().invoke(find, position, catch_exceptions=False)
    assert "link" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Say where"),
        (["--lat", "50"], "Say where"),
        ([*LAT_LON, "--place", "Львів"], "Say where"),
        (["--lat", "95", "--lon", "0"], "not a place on the Earth"),
        (["--lat", "nan", "--lon", "0"], "not a place on the Earth"),
        (["--place", "K7F-2M9"], "point code"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(now, options, words):
    with pytest.raises(PunktError, match=words):
        CliRunner().invoke(find, options, catch_exceptions=False)


def test_an_unknown_need_lists_the_needs(now):
    with pytest.raises(PunktError) as caught:
        CliRunner().invoke(find, [*LAT_LON, "--need", "gold"], catch_exceptions=False)
    assert "'gold'" in str(caught.value)
    assert all(need in str(caught.value) for need in NEEDS)


def test_json_says_no_more_than_the_page(town):
    counted = town.point(north_m=300, name="Стара")
    town.say(counted, minutes_ago=30 * 60, headcount=17)
    town.point(north_m=900, name="Десь у селі", position_method="settlement")
    told = json.loads(run(*LAT_LON, "--format", "json"))
    old, rough = told["not_confirmed"]
    assert (old["people"], old["people_at"]) == (None, None)
    assert (rough["air_m"], rough["walk_minutes"], rough["direction"]) == (900, None, None)
