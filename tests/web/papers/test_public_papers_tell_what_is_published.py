"""Poster, board and leaflet: published facts in four languages, lines for what nobody knows, traced numbers."""

import pytest

from punkt.model.vocabulary import Visibility
from punkt.papers.reading import read_paper
from punkt_web.papers.public.leaflet import MOST_POINTS
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.library.papers.paper_cases import n_pages, text_of
from tests.web.finder.conftest import ACTOR

LANGUAGES = ("uk", "en", "et", "sv")


@pytest.fixture
def place(now):
    return Territory.objects.create(
        country="UA", code="UA0001", level="municipality", names={"uk": "Тиха громада", "en": "Quiet hromada"},
        path="UA/UA0001/", search_text="тиха громада quiet hromada",
    )  # fmt: skip


def test_a_poster_tells_what_lasts_and_no_state(town, read):
    point = town.open_point(address="вул. Миру, 5", settlement="Харків", capacity_seated=90, promised_minutes=30)
    other = town.point(north_m=1500, name="Ліцей", address="вул. Садова, 2")
    told = read(f"/p/{point.code}/poster.pdf")
    for words in ("вул. Миру, 5, Харків", point.code, "Listed is not open.", "Warmth", "call 112", "Ліцей", "Садова"):
        assert words in told
    assert "Seats: 90⟦" in told
    assert "30 min⟦" in told
    assert "1,300 m⟦" in told, "a kilometre by air with its detours"
    assert other.code in told
    assert "almost certain" not in told
    assert "Open, " not in told


def test_what_nobody_knows_is_a_line_to_fill_and_no_no(town, read):
    point = town.point(north_m=None, needs="", name="Школа")
    told = read(f"/p/{point.code}/poster.pdf")
    for words in ("Address:", "Hours:", "Seats:", "Also here:", "Issued by:"):
        assert words in told
    assert " no" not in told.lower().replace("now", "").replace("not", "").replace("no.", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_paper_stands_in_the_language_of_the_reader(town, place, client, language):
    point = town.point(territory=place, settlement="Тиха", address="вул. Шкільна, 1", capacity_seated=12)
    for path in (f"/p/{point.code}/poster.pdf", f"/board/{point.code}/sheet.pdf", "/leaflet.pdf?territory=UA0001"):
        response = client.get(path, headers={"accept-language": language})
        paper = read_paper(response.content)
        assert paper.language == language
        assert paper.is_whole
        assert paper.not_as_told == frozenset()
        assert len(paper.figures) >= 1
        assert f"-{language}.pdf" in response["Content-Disposition"] or "-a4-" in response["Content-Disposition"]


def test_a_poster_on_a3_and_the_board_stay_on_few_sheets(town, client):
    point = town.point(address="вул. Миру, 5", settlement="Харків", capacity_seated=90)
    for path in ("poster.pdf", "poster.pdf?size=A3"):
        assert n_pages(client.get(f"/p/{point.code}/{path}").content) == 2, "one sheet, and the list of the numbers"
    assert n_pages(client.get(f"/board/{point.code}/sheet.pdf").content) == 2


def test_a_leaflet_goes_by_settlement_and_street_and_sums_what_is_known(town, place, read):
    for number, (settlement, street, seats) in enumerate(
        [
            ("Яри", "вул. Лісова, 10", 5),
            ("Яри", "вул. Лісова, 9", None),
            ("Ґанок", "вул. А, 1", 20),
            ("Гай", "вул. Б, 1", 7),
        ]
    ):
        town.point(
            territory=place, settlement=settlement, address=street, capacity_seated=seats, name=f"Пункт {number}",
            north_m=100 * number,
        )  # fmt: skip
    told = read("/leaflet.pdf?territory=UA0001", "uk")
    order = [told.index(words) for words in ("Гай", "Ґанок", "Яри", "Лісова, 9", "Лісова, 10")]
    assert order == sorted(order), "г comes before ґ, and 9 before 10"
    assert "32⟦" in told
    assert "(відомо про 3 із 4 пунктів)" in told
    assert "1545" in told
    assert "Ґанок" not in read("/leaflet.pdf?territory=UA0001&settlement=Яри", "uk")


def test_a_hidden_point_is_in_no_leaflet_and_an_area_has_no_address(town, place, read, client):
    town.point(territory=place, name="Відкрита", address="вул. Проста, 1")
    hidden = town.point(territory=place, name="Прихована", address="вул. Таємна, 1", capacity_seated=999)
    area = town.point(territory=place, name="Околиця", address="вул. Тиха, 1")
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="a target")
    set_policy(ACTOR, area, Visibility.AREA, reason="a target")
    told = read("/leaflet.pdf?territory=UA0001")
    assert area.code in told
    for secret in (hidden.code, "Прихована", "Таємна", "999", "Околиця", "вул. Тиха"):
        assert secret not in told
    assert "2⟦1⟧" in told
    for path in (f"/p/{hidden.code}/poster.pdf", f"/board/{hidden.code}/sheet.pdf"):
        assert client.get(path).status_code == 404


def test_too_many_points_and_no_place_are_said_in_words(town, place, client):
    assert client.get("/leaflet.pdf").status_code == 404
    assert client.get("/leaflet.pdf?territory=%00").status_code == 404
    assert client.get("/leaflet.pdf?territory=UA0001").status_code == 404
    point = town.point(territory=place)
    row = {column.attname: getattr(point, column.attname) for column in Point._meta.concrete_fields}
    Point.objects.bulk_create(Point(**{**row, "id": None, "code": f"X{number:05}"}) for number in range(MOST_POINTS))
    response = client.get("/leaflet.pdf?territory=UA0001")
    assert response.status_code == 404
    assert f"at most {MOST_POINTS} points, and there are more" in response.content.decode()


def test_what_offices_told_is_kept_apart_as_text_by_people(town, place, client):
    from tests.web.finder.test_residents_are_told_official_information import issue

    point = town.point(territory=place)
    ulid = issue(place)
    paper = read_paper(client.get(f"/board/{point.code}/sheet.pdf").content)
    assert list(paper.by_people) == [f"bulletin:{ulid}"]


@pytest.mark.django_db(transaction=True)
def test_a_public_paper_is_set_once_and_anew_when_the_network_changes(town, client, monkeypatch):
    from punkt_web.papers.public import views

    made = []
    set_paper = views.print_paper
    monkeypatch.setattr(views, "print_paper", lambda paper: made.append(paper.kind) or set_paper(paper))
    point = town.point(name="Школа")
    path = f"/p/{point.code}/poster.pdf"
    first = client.get(path)
    assert client.get(path).content == first.content
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert len(made) == 1
    set_policy(ACTOR, point, Visibility.AREA, reason="a target")
    assert "Школа" not in text_of(client.get(path).content)
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="a target")
    assert client.get(path).status_code == 404
    assert len(made) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("visibility", [Visibility.AREA, Visibility.HIDDEN])
def test_what_is_withheld_while_others_are_printed_is_printed_no_more(town, place, client, monkeypatch, visibility):
    """The page was begun before the decision, and waited for the printer."""
    from punkt_web.papers.public import views

    kept_paper = views.kept_paper
    point = town.point(territory=place, name="Школа", address="вул. Таємна, 1")
    town.point(territory=place, name="Клуб")

    def after_the_decision(key, make):
        set_policy(ACTOR, point, visibility, reason="a target")
        return kept_paper(key, make)

    monkeypatch.setattr(views, "kept_paper", after_the_decision)
    leaflet = client.get("/leaflet.pdf?territory=UA0001")
    assert "Таємна" not in text_of(leaflet.content)
    monkeypatch.setattr(views, "kept_paper", kept_paper)
    poster = client.get(f"/p/{point.code}/poster.pdf")
    assert poster.status_code == (200 if visibility is Visibility.AREA else 404)
    assert poster.status_code == 404 or "Таємна" not in text_of(poster.content)


@pytest.mark.django_db(transaction=True)
def test_a_poster_of_a_point_that_is_withheld_meanwhile_is_not_found(town, client, monkeypatch):
    from punkt_web.papers.public import views

    kept_paper, point = views.kept_paper, town.point(name="Школа", address="вул. Таємна, 1")

    def after_the_decision(key, make):
        set_policy(ACTOR, point, Visibility.HIDDEN, reason="a target")
        return kept_paper(key, make)

    monkeypatch.setattr(views, "kept_paper", after_the_decision)
    assert client.get(f"/p/{point.code}/poster.pdf").status_code == 404


def test_who_asks_while_others_are_printed_is_asked_to_come_back(town, place, client, monkeypatch):
    from punkt_web.papers.public import kept

    point = town.point(territory=place)
    monkeypatch.setattr(kept, "_PATIENCE_S", 0.01)
    with kept.one_at_a_time():
        for path in (f"/board/{point.code}/sheet.pdf", f"/p/{point.code}/poster.pdf", "/leaflet.pdf?territory=UA0001"):
            busy = client.get(path)
            assert (busy.status_code, busy["Retry-After"]) == (503, "30"), path
    assert client.get(f"/board/{point.code}/sheet.pdf").status_code == 200


def test_a_settlement_is_one_paper_however_it_is_written(town, place, client, monkeypatch):
    from punkt_web.papers.public import views

    keys = []
    monkeypatch.setattr(views, "kept_paper", lambda key, make: keys.append(key) or make())
    town.point(territory=place, settlement="Тиха")
    for written in ("Тиха", "ТИХА", " тиха "):
        assert client.get("/leaflet.pdf", {"territory": "UA0001", "settlement": written}).status_code == 200
    assert len(set(keys)) == 1
