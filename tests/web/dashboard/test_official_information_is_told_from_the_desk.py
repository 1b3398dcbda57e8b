"""Coordinators issue, correct and end official information and take CAP messages at the desk; others may not."""

import re
from datetime import UTC, datetime
from html import unescape

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from punkt import clock
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.bulletins import Words, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin
from tests.conftest import NEIGHBOUR_TOWN, REGION, TOWN
from tests.web.operations.test_cap_messages_are_taken import ALL, NOW, WITHIN, message

NEW, TAKE = f"/desk/notices/bulletin/{TOWN}/", f"/desk/notices/cap/{TOWN}/"


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def given(*languages: str, **more: object) -> dict[str, object]:
    told = {f"headline_{code}": f"News {code}" for code in languages} | {f"text_{code}": "Text." for code in languages}
    return {
        "topic": "situation", "category": "Infra", "urgency": "Expected", "severity": "Minor", "certainty": "Likely",
        "valid_until": "2026-01-16T12:00", "office": "Town council", **told, **more,
    }  # fmt: skip


def issued(world, code: str = TOWN) -> str:
    texts = {language: Text("News", "Text.") for language in LANGUAGES}
    words = Words(texts, NOW, datetime(2026, 1, 16, tzinfo=UTC), "Town council")
    return issue_bulletin(Actor("test"), world[code], words, within=WITHIN)


def test_it_is_issued_in_all_languages(desk):
    assert desk.post(NEW, given(*LANGUAGES)).status_code == 302
    (bulletin,) = Bulletin.objects.all()
    assert (bulletin.territory.code, bulletin.office, bulletin.without) == (TOWN, "Town council", [])
    # The clocks of a country that has none here are those of the installation: Kyiv.
    assert bulletin.valid_until == datetime(2026, 1, 16, 10, tzinfo=UTC)
    page = desk.get("/desk/notices/", headers={"accept-language": "en"}).content.decode()
    assert "News en" in page
    assert "Told until 12:00, 16 January" in page


def test_no_text_is_called_optional_that_is_needed_in_some_language(desk):
    page = lxml.html.fromstring(desk.get(NEW).content)
    labels = [one.text_content() for one in page.xpath("//form//label | //form//legend")]
    optional = [label for label in labels if "(optional)" in label]
    assert optional == ["Holds from (optional)", "Link (optional)"]
    assert "Write headline and text in each language" in page.text_content()


def test_the_form_says_which_languages_are_missing_and_asks(desk):
    page = desk.post(NEW, given("uk"), headers={"accept-language": "en"}).content.decode()
    assert "There is no text in: English, Eesti, Svenska." in page
    assert not Bulletin.objects.exists()
    assert desk.post(NEW, given("uk", without=["en", "et", "sv"])).status_code == 302
    assert Bulletin.objects.get().without == ["en", "et", "sv"]
    assert (
        "There is no text in: English, Eesti, Svenska."
        in desk.get("/desk/notices/", headers={"accept-language": "en"}).content.decode()
    )


def test_a_correction_shows_what_stands_and_takes_its_place(desk, world):
    ulid = issued(world)
    path = f"/desk/notices/bulletin/{ulid}/correct"
    page = desk.get(path).content.decode()
    assert 'value="Town council"' in page
    assert 'value="2026-01-16T02:00"' in page
    assert desk.post(path, given(*LANGUAGES)).status_code == 302
    assert Bulletin.objects.get(ended_at=None).supersedes_id == ulid
    again = desk.post(path, given(*LANGUAGES, office="Late"), headers={"accept-language": "en"})
    assert "Somebody ended or corrected this meanwhile." in again.content.decode()


def test_it_is_ended_after_a_look(desk, world):
    path = f"/desk/notices/bulletin/{issued(world)}/end"
    assert "News" in desk.get(path).content.decode()
    assert Bulletin.objects.get().ended_at is None
    assert desk.post(path).status_code == 302
    assert Bulletin.objects.get().ended_at is not None
    assert "News" in desk.get("/desk/notices/?over=1").content.decode()


def test_a_cap_message_is_looked_through_before_it_is_taken(desk):
    page = desk.post(
        TAKE, {"content": message().decode(), "look": ""}, headers={"accept-language": "en"}
    ).content.decode()
    assert "What residents would read" in page
    assert "Two lines are down." in page
    assert not Bulletin.objects.exists()
    kept = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert kept is not None
    assert "&lt;alert" in kept[1]
    assert desk.post(TAKE, {"content": message().decode(), "take": ""}).status_code == 302
    assert Bulletin.objects.get().texts["en"]["headline"] == "No power"


def test_a_file_is_read_too_and_its_faults_are_told(desk, tmp_path):
    file = tmp_path / "a.cap"
    file.write_bytes(message("A 1", sent="2026-01-15T11:50:00Z"))
    with file.open("rb") as opened:
        page = desk.post(TAKE, {"file": opened, "take": ""}, headers={"accept-language": "en"}).content.decode()
    assert "alert/identifier: The name has a space" in page
    assert "alert/sent: CAP allows no letter for the time zone" in page
    assert not Bulletin.objects.exists()


def test_a_file_in_another_encoding_is_taken_as_it_was_looked_at(desk):
    told = message(body=ALL.replace("No power", "Немає світла")).decode().replace("UTF-8", "windows-1251")
    file = SimpleUploadedFile("a.cap", told.encode("cp1251"))
    page = desk.post(TAKE, {"file": file, "look": ""}, headers={"accept-language": "en"}).content.decode()
    assert "<h3>Немає світла</h3>" in page
    kept = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert desk.post(TAKE, {"content": kept, "take": ""}).status_code == 302
    assert Bulletin.objects.get().texts["uk"]["headline"] == "Немає світла"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (message(status="Exercise").decode(), "The status of this message is Exercise."),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "This XML has a document type"),
        ("no xml", "This XML file is broken"),
        ("", "Choose a file or paste a message."),
        (message(body="").decode(), "it has no info with a text"),
    ],
)
def test_what_must_not_be_told_is_not_taken_and_the_page_says_why(desk, content, said):
    page = desk.post(TAKE, {"content": content, "take": ""}, headers={"accept-language": "en"}).content.decode()
    assert said in page
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("who", ["keeper", "viewer", "outsider"])
def test_others_see_none_of_these_pages(request, client, world, who):
    client.force_login(request.getfixturevalue(who))
    ulid = issued(world)
    for path in (NEW, TAKE, f"/desk/notices/bulletin/{ulid}/correct", f"/desk/notices/bulletin/{ulid}/end"):
        assert client.get(path).status_code in {403, 404}, path
        assert client.post(path, given(*LANGUAGES)).status_code in {403, 404}, path
    assert Bulletin.objects.get().ended_at is None


def test_nor_does_a_stranger(stranger, world):
    ulid = issued(world)
    for path in (NEW, TAKE, f"/desk/notices/bulletin/{ulid}/correct", f"/desk/notices/bulletin/{ulid}/end"):
        assert stranger.post(path, given(*LANGUAGES)).status_code == 302, path
    assert Bulletin.objects.get().ended_at is None


@pytest.mark.parametrize("code", [REGION, NEIGHBOUR_TOWN])
def test_nor_does_a_coordinator_elsewhere_or_above(desk, world, code):
    ulid = issued(world, code)
    assert desk.get(f"/desk/notices/bulletin/{code}/").status_code == 403
    assert desk.get(f"/desk/notices/cap/{code}/").status_code == 403
    assert desk.get(f"/desk/notices/bulletin/{ulid}/correct").status_code == 404
    assert desk.post(f"/desk/notices/bulletin/{ulid}/end").status_code == 404
    assert Bulletin.objects.get().ended_at is None
