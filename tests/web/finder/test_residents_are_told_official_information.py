"""Official information stands on answers, doors, paper, boards and in feeds while it holds."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from punkt import clock
from punkt.formats.cap.reading import read_cap
from punkt.model.alert_words import AlertSeverity, AlertStatus, BulletinTopic, MessageType, Urgency
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.finder.as_text import MOST_BYTES
from punkt_web.finder.commands import find
from punkt_web.operations.actions.bulletins import Words, correct_bulletin, end_bulletin, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import NOW, address

AUTHOR = Actor("zazubryna@example.org", 4242)
WITHIN = Reach(is_everywhere=True)
TEXTS = {
    "uk": Text("Немає світла", "Пошкоджено дві лінії."),
    "en": Text("Lines are down", "Two lines broke."),
    "et": Text("Elektrit ei ole", "Kaks liini on katki."),
    "sv": Text("Ingen el", "Två ledningar är nere."),
}
UNTIL = NOW + timedelta(hours=6)
SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "alerts_cap" / "CAP-v1.2.xsd"


@pytest.fixture
def oblast(now):
    return Territory.objects.create(
        country="UA", code="UA63", level="region", path="UA/UA63/", search_text="харківська область",
        names={"uk": "Харківська область", "en": "Kharkiv region"},
    )  # fmt: skip


def words(*languages: str, **more) -> Words:
    texts = {code: TEXTS[code] for code in languages or LANGUAGES}
    given = {"valid_from": NOW, "valid_until": UNTIL, "office": "Regional council", **more}
    return Words(**{"texts": texts, "without": frozenset(LANGUAGES) - texts.keys(), **given})


def issue(territory: Territory, *languages: str, **more) -> str:
    return issue_bulletin(AUTHOR, territory, words(*languages, **more), within=WITHIN)


def surfaces(point) -> list[str]:
    """Every page that tells of it."""
    return [
        address("heat"), f"/p/{point.code}", f"/p/{point.code}/wrong", f"/p/{point.code}/sheet",
        "/sheet?lat=49.99&lon=36.23", f"/board/{point.code}", f"/board/{point.code}/sheet", f"/t{address('heat')}",
        f"/t/p/{point.code}", "/bulletins", "/bulletins.atom", "/api/v1/territories/UA63", "/api/v1/territories",
    ]  # fmt: skip


def test_it_stands_everywhere_until_it_is_over(town, ask, oblast):
    point = town.open_point(territory=oblast)
    ulid = issue(oblast)
    for path in surfaces(point):
        page = ask(path)
        assert "Lines are down" in page, path
        assert "Two lines broke." in page, path
    with clock.fixed_at(UNTIL - timedelta(seconds=1)):
        assert "Lines are down" in ask(f"/p/{point.code}")
    with clock.fixed_at(UNTIL):
        for path in surfaces(point):
            assert "Lines are down" not in ask(path), path
        assert "Lines are down" not in ask(f"/bulletins/{ulid}", status=410)
        assert "Lines are down" not in ask(f"/bulletins/{ulid}.cap", status=410)


@pytest.mark.parametrize("path", [address("heat"), f"/t{address('heat')}"])
def test_an_answer_that_is_kept_drops_it_when_it_ends_begins_or_is_corrected(town, ask, oblast, path):
    town.open_point(territory=oblast)
    assert "Lines are down" not in ask(path)
    ulid = issue(oblast)
    assert "Lines are down" in ask(path)
    texts = {**TEXTS, "en": Text("Power is back", "Both lines work.")}
    second = correct_bulletin(AUTHOR, ulid, words(texts=texts), within=WITHIN)
    page = ask(path)
    assert "Power is back" in page
    assert "Lines are down" not in page
    end_bulletin(AUTHOR, second, within=WITHIN)
    assert "Power is back" not in ask(path)
    issue(oblast, valid_from=NOW + timedelta(seconds=30))
    assert "Lines are down" not in ask(path)
    with clock.fixed_at(NOW + timedelta(seconds=30)):
        assert "Lines are down" in ask(path)


def test_nor_is_a_kept_answer_given_past_its_end(town, ask, oblast):
    town.open_point(territory=oblast)
    issue(oblast, valid_until=NOW + timedelta(minutes=90))
    with clock.fixed_at(NOW + timedelta(minutes=90, seconds=-5)):
        assert "Lines are down" in ask(address())
    with clock.fixed_at(NOW + timedelta(minutes=90)):
        assert "Lines are down" not in ask(address())


NOT_IN_YOURS = {
    "uk": "Українською немає.",
    "en": "Not available in English.",
    "et": "Eesti keeles ei ole.",
    "sv": "Finns inte på svenska.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_reads_another_language_is_told_so_and_reads_the_one_that_exists(town, ask, oblast, language):
    point = town.open_point(territory=oblast)
    there = next(code for code in ("en", "uk") if code != language)
    issue(oblast, there)
    page = ask(f"/p/{point.code}", language)
    assert f'<b lang="{there}">{TEXTS[there].headline}</b>' in page
    assert f'<p lang="{there}">{TEXTS[there].text}</p>' in page
    for path in surfaces(point)[:9]:
        assert NOT_IN_YOURS[language] in ask(path, language), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_their_language_is_told_nothing_of_others(town, ask, oblast, language):
    point = town.open_point(territory=oblast)
    issue(oblast)
    page = ask(f"/p/{point.code}", language)
    assert f"<b>{TEXTS[language].headline}</b>" in page
    assert NOT_IN_YOURS[language] not in page


def test_what_is_urgent_comes_first_and_an_answer_shows_three(town, ask, oblast):
    town.open_point(territory=oblast)
    for number in range(4):
        issue(oblast, texts={"en": Text(f"News {number}", "Calm.")}, without=frozenset({"uk", "et", "sv"}))
    issue(oblast, "en", severity=AlertSeverity.EXTREME, urgency=Urgency.IMMEDIATE)
    page = ask(address())
    shown = re.findall(r"<b>(Lines are down|News \d)</b>", page)
    assert shown[0] == "Lines are down"
    assert len(shown) == 3
    assert "All official information" in page


def test_elsewhere_nothing_is_told(town, ask, oblast):
    there = Territory.objects.create(country="UA", code="UA18", level="region", path="UA/UA18/", names={"en": "There"})
    here, far = town.open_point(territory=oblast), town.open_point(territory=there, north_m=20_000)
    nowhere = town.open_point(territory=None, north_m=40_000)
    issue(there)
    assert "Lines are down" not in ask(address())
    assert "Lines are down" not in ask(f"/p/{here.code}")
    assert "Lines are down" not in ask(f"/board/{here.code}")
    assert "Lines are down" not in ask(f"/p/{nowhere.code}")
    assert "Lines are down" not in ask("/bulletins?territory=UA63")
    assert "Lines are down" in ask(f"/p/{far.code}")
    assert "Lines are down" in ask("/bulletins.atom?territory=UA18")
    assert ask("/bulletins?territory=UA99", status=404)


def test_who_wrote_it_is_told_nowhere(town, ask, oblast):
    point = town.open_point(territory=oblast)
    ulid = issue(oblast)
    for path in (*surfaces(point), f"/bulletins/{ulid}", f"/bulletins/{ulid}.cap", "/"):
        page = ask(path)
        assert "zazubryna" not in page, path
        assert "4242" not in page, path


def test_what_is_written_is_never_read_as_markup(town, ask, oblast):
    point = town.open_point(territory=oblast)
    said = {code: Text("<script>alert(1)</script>", 'A <b onclick="x">text</b>') for code in LANGUAGES}
    issue(oblast, texts=said, without=frozenset(), office="<i>Office</i>")
    for path in surfaces(point)[:7]:
        page = ask(path)
        assert "<script>alert" not in page, path
        assert "<b onclick" not in page, path
        assert "<i>Office" not in page, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_twin_keeps_to_its_size_and_still_names_points(town, ask, oblast, language):
    long = {code: Text("Ж" * 160, "Дуже довгий текст про все. " * 140) for code in LANGUAGES}
    for _ in range(3):
        issue(oblast, texts=long, without=frozenset(), office="О" * 150)
        long = {code: Text("Щ" + said.headline[1:], said.text) for code, said in long.items()}
    point = town.open_point(territory=oblast)
    for path in (f"/t{address('heat')}", f"/t/p/{point.code}"):
        text = ask(path, language)
        assert len(text.encode()) <= MOST_BYTES
        assert point.code in text


def test_the_command_tells_it_too(town, oblast):
    town.open_point(territory=oblast)
    issue(oblast, "en", "uk")
    place = ["--lat", "49.99", "--lon", "36.23", "--lang", "en"]
    text = CliRunner().invoke(find, place).output
    assert "Kharkiv region: Lines are down\nTwo lines broke.\nRegional council. Holds until 20:00, 15 January." in text
    (told,) = json.loads(CliRunner().invoke(find, [*place, "--format", "json"]).output)["bulletins"]
    assert told["texts"]["en"] == {"headline": "Lines are down", "text": "Two lines broke."}
    assert told["missing_languages"] == ["et", "sv"]
    assert told["valid_until"] == "2026-01-15T18:00:00Z"


def test_it_costs_an_answer_no_query(town, oblast, client, django_assert_max_num_queries):
    town.open_point(territory=oblast)
    issue(oblast)
    client.get(address())
    with django_assert_max_num_queries(6) as asked:
        assert "Lines are down" in client.get(address("heat"), headers={"accept-language": "en"}).content.decode()
    assert not [query for query in asked.captured_queries if "bulletin" in query["sql"]]


def cap_at(client, ulid: str, language: str = "en"):
    response = client.get(f"/bulletins/{ulid}.cap", headers={"accept-language": language})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/cap+xml"
    if SCHEMA.exists():
        schema = etree.XMLSchema(etree.parse(SCHEMA))
        assert schema.validate(etree.fromstring(response.content)), schema.error_log
    return read_cap(response.content)


def test_each_is_a_valid_cap_message_that_names_its_missing_languages(client, oblast):
    alert = cap_at(
        client, issue(oblast, "uk", "en", severity=AlertSeverity.SEVERE, source="https://oblast.example.org/1")
    )
    assert (alert.status, alert.message_type, alert.sent_at) == (AlertStatus.ACTUAL, MessageType.ALERT, NOW)
    assert [info.language for info in alert.infos] == ["en", "uk"]
    info = alert.infos[0]
    assert (info.headline, info.description, info.sender_name) == (
        "Lines are down",
        "Two lines broke.",
        "Regional council",
    )
    assert (info.expires_at, info.severity) == (UNTIL, AlertSeverity.SEVERE)
    assert info.parameters[0].value == "et sv"
    assert [(one.name, one.value) for one in info.areas[0].geocodes] == [("KATOTTG", "UA63")]
    assert info.web.endswith(f"/bulletins/{alert.identifier}")


def test_a_correction_is_an_update_and_an_end_a_cancellation(client, oblast):
    first = issue(oblast)
    with clock.fixed_at(NOW + timedelta(minutes=5)):
        second = correct_bulletin(AUTHOR, first, words("en"), within=WITHIN)
        assert client.get(f"/bulletins/{first}.cap")["Location"] == f"/bulletins/{second}.cap"
        assert client.get(f"/bulletins/{first}")["Location"] == f"/bulletins/{second}"
        update = cap_at(client, second)
        assert update.message_type is MessageType.UPDATE
        assert [one.identifier for one in update.references] == [first]
    with clock.fixed_at(NOW + timedelta(minutes=9)):
        end_bulletin(AUTHOR, second, within=WITHIN)
        cancel = cap_at(client, second)
        assert cancel.message_type is MessageType.CANCEL
        assert cancel.references == (update.name,)
        feed = etree.fromstring(client.get("/bulletins.atom", headers={"accept-language": "en"}).content)
        titles = [one.text for one in feed.iter("{*}title")]
        assert titles == ["Official information for residents", "Taken back: Lines are down"]
    with clock.fixed_at(NOW + timedelta(days=2)):
        assert b"Taken back" not in client.get("/bulletins.atom", headers={"accept-language": "en"}).content


def test_a_network_that_is_no_real_one_says_that_its_messages_are_an_exercise(client, oblast, settings):
    settings.IS_DEMO = True
    assert cap_at(client, issue(oblast)).status is AlertStatus.EXERCISE


def test_the_feed_is_an_index_of_messages_and_is_not_sent_twice(client, oblast):
    ulid = issue(oblast, "uk")
    response = client.get("/bulletins.atom", headers={"accept-language": "sv"})
    feed = etree.fromstring(response.content)
    (entry,) = feed.iter("{*}entry")
    links = {one.get("type"): one.get("href") for one in entry.iter("{*}link")}
    assert links["application/cap+xml"].endswith(f"/bulletins/{ulid}.cap")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    known = {"if-none-match": response["ETag"], "accept-language": "sv"}
    assert client.get("/bulletins.atom", headers=known).status_code == 304
    issue(oblast, "en")
    assert client.get("/bulletins.atom", headers=known).status_code == 200


def test_one_that_is_to_begin_is_told_nowhere(town, ask, oblast):
    point = town.open_point(territory=oblast)
    ulid = issue(oblast, valid_from=NOW + timedelta(hours=1))
    for path in surfaces(point):
        assert "Lines are down" not in ask(path), path
    assert ask(f"/bulletins/{ulid}", status=404)
    assert ask(f"/bulletins/{ulid}.cap", status=404)


def test_a_code_of_a_point_that_is_hidden_does_not_get_into_a_text(town, oblast):
    from punkt.errors import InvalidValue

    hidden, shown = town.open_point(territory=oblast), town.open_point(north_m=900)
    set_policy(AUTHOR, hidden, Visibility.HIDDEN, reason="front line")
    for told in (f"Come to {hidden.code}", f"Come to {hidden.code.lower()}."):
        with pytest.raises(InvalidValue, match="no point that is public"):
            issue(oblast, texts={"en": Text("Power", told)}, without=frozenset({"uk", "et", "sv"}))
    assert not Bulletin.objects.exists()
    assert issue(oblast, texts={"en": Text("Power", f"Come to {shown.code}")}, without=frozenset({"uk", "et", "sv"}))


def test_topics_find_their_places_on_the_board(town, ask, oblast):
    point = town.open_point(territory=oblast)
    for topic in BulletinTopic:
        said = {"en": Text(f"About {topic}", "Text.")}
        issue(oblast, texts=said, without=frozenset({"uk", "et", "sv"}), topic=topic)
    for path in (f"/board/{point.code}", f"/board/{point.code}/sheet"):
        page = ask(path)
        found = [page.index(f"About {topic}") for topic in BulletinTopic]
        assert found == sorted(found), path
