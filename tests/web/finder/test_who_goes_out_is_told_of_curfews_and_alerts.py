"""Page, door, text, command and paper tell of curfews and air alerts where they hold, and of nobody who said so."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from click.testing import CliRunner

from punkt import clock
from punkt.model.notice_words import Passage
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.finder.as_text import MOST_BYTES
from punkt_web.finder.commands import find
from punkt_web.finder.network import network
from punkt_web.operations.actions.notices import Terms, confirm_alert, end_notice, set_curfew, start_alert
from punkt_web.operations.models import TerritoryNotice
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import NOW, address

AUTHOR = Actor("zazubryna@example.org", 4242)
WITHIN = Reach(is_everywhere=True)
LANGUAGES = ("uk", "en", "et", "sv")
EVENING = datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
"""20:30 in Kyiv: a curfew from 23:00 begins within three hours."""
NIGHT = datetime(2026, 1, 15, 22, tzinfo=UTC)


@pytest.fixture
def oblast(now):
    return Territory.objects.create(
        country="UA", code="UA63", level="region", path="UA/UA63/", search_text="харківська область",
        names={"uk": "Харківська область", "en": "Kharkiv region"},
    )  # fmt: skip


@pytest.fixture
def kharkiv(oblast):
    return Territory.objects.create(
        country="UA", code="UA6301", level="municipality", path="UA/UA63/UA6301/", parent=oblast,
        names={"uk": "Харків", "en": "Kharkiv"},
    )  # fmt: skip


def curfew(territory: Territory, **more) -> None:
    terms = {"begins": time(23), "ends": time(5), "first_on": date(2026, 1, 1), "decision": "12/2026"}
    set_curfew(AUTHOR, territory, Terms(**{**terms, "passage": Passage.YES, **more}), within=WITHIN)


def alert(territory: Territory, minutes_ago: float = 20) -> None:
    with clock.fixed_at(clock.now() - timedelta(minutes=minutes_ago)):
        start_alert(AUTHOR, territory, within=WITHIN)


def told(page: str) -> list[str]:
    """The notices of a page as lines."""
    found = re.findall(r'<p class="notice[^"]*"><b>(.*?)</p>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one) for one in found if "urfew" in one or "alert" in one]


def test_an_alert_stands_above_the_points_and_says_what_to_do(town, ask, oblast, kharkiv):
    point = town.open_point(territory=kharkiv)
    alert(oblast)
    for path in (address("heat"), f"/p/{point.code}", f"/p/{point.code}/wrong"):
        page = ask(path)
        assert told(page) == ["Air alert in Kharkiv region since 13:40. Go to the nearest shelter first."]
        assert 'class="notice bad"' in page
    assert ask(address("heat")).index("Air alert in") < ask(address("heat")).index(point.code)


def test_a_curfew_is_told_when_it_is_on_or_begins_within_three_hours_and_at_the_door_always(town, ask, kharkiv):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv)
    to_come = "Curfew in Kharkiv from 23:00 to 05:00. You may walk to a resilience point at any hour."
    whole = f"{to_come} Carry an identity document. Decision 12/2026"
    assert told(ask(address())) == []
    assert told(ask(f"/p/{point.code}")) == [whole]
    with clock.fixed_at(EVENING):
        assert told(ask(address())) == [whole]
    with clock.fixed_at(NIGHT):
        assert told(ask(address())) == [whole.replace("Curfew in Kharkiv from", "Curfew now in Kharkiv, from")]


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (Passage.YES, "You may walk to a resilience point at any hour. Carry an identity document."),
        (Passage.NO, "Walking to a resilience point is not allowed then."),
        (Passage.UNKNOWN, "Whether you may walk to a resilience point then is not known. Carry an identity document."),
    ],
)
def test_whether_one_may_walk_is_allowed_not_allowed_or_not_known(town, ask, kharkiv, passage, sentence):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv, passage=passage)
    assert told(ask(f"/p/{point.code}")) == [f"Curfew in Kharkiv from 23:00 to 05:00. {sentence} Decision 12/2026"]


def test_a_decision_leads_to_where_it_stands(town, ask, kharkiv):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv, source="https://rada.example.org/12?a=1&b=2", decision='"><script>12')
    page = ask(f"/p/{point.code}")
    assert '<a href="https://rada.example.org/12?a=1&amp;b=2" rel="noreferrer nofollow">Decision &quot;&gt;' in page
    assert "<script>12" not in page


def test_elsewhere_nothing_is_told(town, ask, kharkiv):
    there = Territory.objects.create(country="UA", code="UA18", level="region", path="UA/UA18/", names={"en": "There"})
    here, far = town.open_point(territory=kharkiv), town.open_point(territory=there, north_m=20_000)
    nowhere = town.open_point(territory=None, north_m=30_000)
    alert(there)
    assert told(ask(address())) == []
    assert told(ask(f"/p/{here.code}")) == []
    assert told(ask(f"/p/{nowhere.code}")) == []
    assert len(told(ask(f"/p/{far.code}"))) == 1


def test_at_a_border_both_sides_are_told_each_by_its_name(town, ask, kharkiv):
    there = Territory.objects.create(country="UA", code="UA18", level="region", path="UA/UA18/", names={"en": "There"})
    town.open_point(territory=kharkiv)
    town.open_point(territory=there, north_m=900)
    curfew(kharkiv)
    alert(there)
    with clock.fixed_at(EVENING - timedelta(hours=1)):
        start_alert(AUTHOR, there, within=WITHIN)
    with clock.fixed_at(EVENING):
        assert [one.partition(" in ")[2][:6] for one in told(ask(address()))] == ["There ", "Kharki"]


def test_a_territory_without_a_position_is_told_by_its_name(town, ask, oblast):
    town.open_point(territory=oblast, north_m=None)
    alert(oblast)
    assert len(told(ask("/?q=Харківська область"))) == 1


def test_an_alert_decays_and_ends(town, ask, oblast):
    point = town.open_point(territory=oblast)
    path = f"/p/{point.code}"
    start_alert(AUTHOR, oblast, within=WITHIN)
    with clock.fixed_at(NOW + timedelta(hours=3)):
        (doubtful,) = told(ask(path))
        assert doubtful.startswith("Air alert in Kharkiv region since 14:00; nobody said whether it is over. If in")
    with clock.fixed_at(NOW + timedelta(hours=12)):
        assert told(ask(path)) == []
    with clock.fixed_at(NOW + timedelta(hours=30)):
        confirm_alert(AUTHOR, TerritoryNotice.objects.get().pk, within=WITHIN)
        assert told(ask(path))[0].startswith("Air alert in Kharkiv region since 14:00, 15 January. Go")
        end_notice(AUTHOR, TerritoryNotice.objects.get().pk, within=WITHIN)
        assert told(ask(path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_text_speak_four_languages(town, ask, kharkiv, language):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv)
    alert(kharkiv)
    place = {"uk": "Харків"}.get(language, "Kharkiv")
    words = {
        "uk": ("Повітряна тривога", "Комендантська година", "документ"),
        "en": ("Air alert", "Curfew", "identity document"),
        "et": ("Õhuhäire", "Liikumiskeeld", "isikut tõendav"),
        "sv": ("Flyglarm", "Utegångsförbud", "legitimation"),
    }[language]
    with clock.fixed_at(NIGHT):
        confirm_alert(AUTHOR, TerritoryNotice.objects.get(kind="air_alert").pk, within=WITHIN)
        for path in (f"/p/{point.code}", address(), f"/t/p/{point.code}", f"/t{address()}"):
            page = ask(path, language).casefold()
            assert [word for word in (*words, place, "23:00", "05:00") if word.casefold() not in page] == [], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_keeps_to_its_size_and_tells_points_beside_the_notices(town, ask, oblast, kharkiv, language):
    kharkiv.names = dict.fromkeys(LANGUAGES, "Дуже довга назва територіальної громади на сході " * 3)
    kharkiv.save()
    for number in range(6):
        more = {"name": f"Комунальний заклад загальної середньої освіти № {number} " * 4, "address": "проспект " * 25}
        point = town.open_point(north_m=100 * number, entrance_note="вхід " * 50, territory=kharkiv, **more)
    curfew(kharkiv, passage=Passage.UNKNOWN)
    alert(kharkiv)
    with clock.fixed_at(NIGHT):
        confirm_alert(AUTHOR, TerritoryNotice.objects.get(kind="air_alert").pk, within=WITHIN)
        for path in (f"/t{address('heat')}", f"/t/p/{point.code}"):
            text = ask(path, language)
            assert len(text.encode()) <= MOST_BYTES
            assert " №" in text
            assert len(text.splitlines()) > 8


def test_the_command_tells_it_too(town, kharkiv):
    town.open_point(territory=kharkiv)
    curfew(kharkiv)
    alert(kharkiv)
    place = ["--lat", "49.99", "--lon", "36.23", "--lang", "en"]
    text = CliRunner().invoke(find, place).output
    assert "Air alert in Kharkiv since 13:40.\nGo to the nearest shelter first.\n" in text
    with clock.fixed_at(EVENING):
        answer = json.loads(CliRunner().invoke(find, [*place, "--format", "json"]).output)
    assert [(one["kind"], one["state"]) for one in answer["notices"]] == [
        ("air_alert", "not_confirmed"),
        ("curfew", "to_come"),
    ]
    assert answer["notices"][1]["begins_at"] == "2026-01-15T21:00:00Z"


def test_paper_tells_of_curfews_with_their_last_day_and_of_no_alert(town, ask, kharkiv):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv, last_on=date(2026, 2, 14))
    alert(kharkiv)
    for path in (f"/p/{point.code}/sheet", "/sheet?lat=49.99&lon=36.23"):
        (line,) = told(ask(path))
        assert line.startswith("Curfew in Kharkiv every day from 23:00 to 05:00. You may walk to a resilience point")
        assert line.endswith("an identity document. The last one begins on 14 February 2026. Decision 12/2026")


def test_who_said_it_is_told_nowhere(town, ask, oblast, kharkiv):
    point = town.open_point(territory=kharkiv)
    curfew(kharkiv)
    alert(oblast)
    with clock.fixed_at(EVENING):
        for path in (
            address(), f"/p/{point.code}", f"/p/{point.code}/sheet", f"/t{address()}", f"/t/p/{point.code}",
            "/api/v1/territories", "/api/v1/territories/UA6301", "/api/v1/points", f"/api/v1/points/{point.code}",
            "/?q=Харківська область", "/",
        ):  # fmt: skip
            assert "zazubryna" not in ask(path), path
            assert "4242" not in ask(path), path


def test_points_that_are_not_shown_bring_no_notice(town, ask, kharkiv):
    hidden = town.open_point(territory=kharkiv)
    town.open_point(north_m=900)
    alert(kharkiv)
    assert len(told(ask(address()))) == 1
    set_policy(AUTHOR, hidden, Visibility.HIDDEN, reason="front line")
    assert told(ask(address())) == []


def test_notices_cost_an_answer_no_query(town, kharkiv, django_assert_max_num_queries, client):
    for number in range(20):
        town.open_point(north_m=100 + number, territory=kharkiv)
    alert(kharkiv)
    client.get(address())
    with django_assert_max_num_queries(6) as asked:
        assert "Air alert in" in client.get(address("heat"), headers={"accept-language": "en"}).content.decode()
    assert not [query for query in asked.captured_queries if "territorynotice" in query["sql"]]


@pytest.mark.parametrize("path", [address("heat"), f"/t{address('heat')}"])
def test_an_answer_that_is_given_again_is_made_anew_when_somebody_announces(town, ask, kharkiv, path):
    town.open_point(territory=kharkiv)
    assert "Air alert" not in ask(path)
    start_alert(AUTHOR, kharkiv, within=WITHIN)
    assert "Air alert in Kharkiv" in ask(path)
    end_notice(AUTHOR, TerritoryNotice.objects.get().pk, within=WITHIN)
    assert "Air alert in Kharkiv" not in ask(path)
    town.say(town.point(north_m=400_000), "open")
    assert "Air alert in Kharkiv" not in ask(path)
    start_alert(AUTHOR, kharkiv, within=WITHIN)
    assert "Air alert in Kharkiv" in ask(path)


@pytest.mark.parametrize(
    ("changes_at", "words"),
    [
        (datetime(2026, 1, 15, 18, tzinfo=UTC), ("", "Curfew in Kharkiv from")),
        (datetime(2026, 1, 15, 21, tzinfo=UTC), ("Curfew in Kharkiv from", "Curfew now in Kharkiv")),
        (datetime(2026, 1, 16, 3, tzinfo=UTC), ("Curfew now in Kharkiv", "")),
    ],
)
def test_nor_is_one_given_past_a_change_that_comes_of_itself(town, ask, kharkiv, changes_at, words):
    town.open_point(territory=kharkiv)
    curfew(kharkiv)
    for moment, told_then in zip((changes_at - timedelta(seconds=5), changes_at), words, strict=True):
        with clock.fixed_at(moment):
            page = ask(address())
            assert ("Curfew" in page) is bool(told_then)
            assert told_then in page


def test_nor_is_one_given_past_the_moment_from_which_an_alert_is_not_confirmed(town, ask, kharkiv):
    town.open_point(territory=kharkiv)
    start_alert(AUTHOR, kharkiv, within=WITHIN)
    for after, is_confirmed in ((timedelta(hours=3, seconds=-5), True), (timedelta(hours=3), False)):
        with clock.fixed_at(NOW + after):
            assert ("nobody said whether it is over" not in ask(address())) is is_confirmed


def test_a_new_notice_makes_a_new_page_and_no_new_network(town, client, kharkiv):
    point = town.open_point(territory=kharkiv)
    held = network()
    tag = client.get(f"/p/{point.code}")["ETag"]
    alert(kharkiv)
    assert client.get(f"/p/{point.code}", headers={"if-none-match": tag}).status_code == 200
    assert network() is held
