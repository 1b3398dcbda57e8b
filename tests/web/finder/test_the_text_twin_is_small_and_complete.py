"""``/t/``: every answer as plain text of at most 2 KB, with the same words as the page, in four languages."""

import pytest

from punkt_web.finder.as_text import MOST_BYTES
from tests.web.finder.conftest import address

LANGUAGES = ("uk", "en", "et", "sv")


@pytest.fixture
def text(client):
    """``text("/t/?q=...")``: the text, which is never larger than it may be."""

    def asking(path: str, language: str = "en", status: int = 200) -> str:
        response = client.get(path, headers={"accept-language": language})
        assert response.status_code == status, (path, response.status_code)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert len(response.content) <= MOST_BYTES
        return response.content.decode()

    return asking


def test_an_answer_says_what_the_page_says(town, text):
    point = town.open_point(north_m=1000, name="Школа 7", address="вул. Миру, 5")
    told = text(f"/t{address('heat')}")
    assert told.startswith("Open points near you\n\n")
    assert f"{point.code} Школа 7\nOpen, almost certain. Staff said so 10 min ago.\n1.3 km, north, about" in told
    assert "вул. Миру, 5" in told
    assert "✓ Warmth" in told
    assert "In danger of life call 112." in told
    assert told.endswith("Answer of 14:00, 15 January.\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_answer_keeps_to_its_size_and_says_what_it_left_out(town, text, language):
    for number in range(12):
        more = {"name": f"Комунальний заклад загальної середньої освіти № {number} " * 4, "address": "проспект " * 25}
        point = town.point(north_m=100 * number, entrance_note="вхід " * 50, **more)
        if number < 6:
            town.say(point)
    told = text(f"/t{address('heat')}", language)
    assert told.count(" №") >= 1
    assert any(word in told for word in ("more point", "Ще ", "Veel ", "till."))
    assert text(f"/t/p/{point.code}", language)


STANDBY = (
    "Режим очікування, не відкрито. Так повідомили працівники пункту 1 год тому. "
    "Відкривається за рішенням місцевої влади."
)
LONG_NAME = "Комунальний заклад загальної середньої освіти " * 4


def test_what_has_room_is_not_cut(town, text):
    town.open_point(name=LONG_NAME, address="проспект " * 20)
    told = text(f"/t{address('heat')}", "uk")
    assert "…" not in told
    assert LONG_NAME.strip() in told


def test_what_is_said_of_a_door_is_never_cut_and_names_end_with_a_word(town, text):
    for number in range(12):
        point = town.point(north_m=100 * number, name=LONG_NAME, opening_mode="standby")
        town.say(point, "standby", minutes_ago=60)
    lines = text(f"/t{address('heat')}", "uk").splitlines()
    names = [line.split(" ", 1)[1] for line in lines if "…" in line]
    assert set(names) == {"Комунальний заклад загальної середньої освіти Комунальний заклад загальної …"}
    assert lines.count(STANDBY) == len(names)


def test_a_word_without_end_is_cut_in_its_middle(town, text):
    for number in range(12):
        town.open_point(north_m=100 * number, name="Ш" * 400)
    assert f" {'Ш' * 60}" in text(f"/t{address('heat')}")


def test_a_stale_word_is_not_open_here_either(town, text):
    town.say(town.point(name="Школа 7"), minutes_ago=300)
    told = text(f"/t{address()}")
    assert "No point near you is confirmed open" in told
    assert "NOT CONFIRMED LATELY" in told
    assert "Not confirmed for 5 h" in told


def test_a_point_has_its_text_with_the_next_ones(town, text, client):
    point = town.open_point(name="Школа 7", capacity_seated=40, hours_normal="24/7")
    other = town.open_point(north_m=800, name="Бібліотека")
    told = text(f"/t/p/{point.code}")
    assert told.startswith(f"{point.code} Школа 7\nOpen, almost certain.")
    assert "Listed as open day and night." in told
    assert f"THE NEXT POINTS\n{other.code} Бібліотека" in told
    response = client.get(f"/t/p/{point.code.lower()}")
    assert (response.status_code, response["Location"]) == (301, f"/t/p/{point.code}")
    response = client.get(f"/t/?q={point.code}")
    assert (response.status_code, response["Location"]) == (302, f"/t/p/{point.code}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_nothing_is_told_how(now, text, language):
    assert "/t/?q=Kharkiv&need=heat" in text("/t/", language)


@pytest.mark.parametrize(
    ("path", "status"), [("/t/?q=Xqzzyv", 400), ("/t/?lat=99&lon=1", 400), ("/t/p/XXXXXX", 404), ("/t/p/K7F-2MR", 404)]
)
def test_what_is_wrong_is_said_with_how_to_ask(now, text, path, status):
    assert "By the code on a door: /t/p/K7F-2M3" in text(path, status=status)


def test_a_need_that_is_not_known_is_not_left_out_without_a_word(town, text):
    town.open_point()
    for path, status in (
        (f"/t{address('heat', 'sauna')}", 200),
        ("/t/?need=sauna", 200),
        ("/t/?q=Xqzzyv&need=sauna", 400),
    ):
        assert "This link asks for something that we do not know. It was left out.\n" in text(path, status=status)
    assert "This link" not in text(f"/t{address('heat')}")


def test_nothing_near_says_what_to_do(now, text):
    assert "That does not mean that there is none." in text("/t/?lat=10&lon=10")


def test_a_page_leads_to_its_text(town, ask):
    point = town.open_point(name="Школа 7")
    assert f'href="/t{address("heat")}"'.replace("&", "&amp;") in ask(address("heat"))
    assert f'href="/t/p/{point.code}"' in ask(f"/p/{point.code}")
    assert "Text only" in ask("/")
