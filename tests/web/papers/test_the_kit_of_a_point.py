"""The kit: for those who report on the point, in four languages, with contacts only for who may see them."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.urls import reverse

from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.vocabulary import Visibility
from punkt.papers.reading import read_paper
from punkt_web.operations.models import Shift, ShiftPerson
from punkt_web.paper_commands import paper
from punkt_web.papers.kit.parts import PARTS
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import PointContact, Territory
from tests.conftest import OTHER_TOWN, TOWN
from tests.library.papers.paper_cases import text_of
from tests.web.finder.conftest import ACTOR, NOW

LANGUAGES = ("uk", "en", "et", "sv")
ALL = [*PARTS, "kit"]


@pytest.fixture
def kept(town, world):
    """A point of the town, with a private contact and a shift."""
    point = town.point(territory=Territory.objects.get(code=TOWN), name="Школа Ґ", capacity_seated=40)
    PointContact.objects.create(point=point, name="Zazubryna", phone="0501112233", note="keys")
    times = {"stated_at": NOW, "observed_at": NOW, "received_at": NOW}
    shift = Shift.objects.create(
        ulid=new_ulid(), point=point, bearer="console", channel="keeper", author_name="x", n_needed=2,
        begins_at=datetime(2026, 1, 16, 6, tzinfo=UTC), ends_at=datetime(2026, 1, 16, 18, tzinfo=UTC), **times,
    )  # fmt: skip
    ShiftPerson.objects.create(ulid=new_ulid(), shift=shift, name="Olha of the roster")
    return point


@pytest.fixture
def see(client):
    """``see(user, point, "kit")``: the text of a paper, for somebody."""

    def seeing(user, point, key: str, language: str = "en", *, status: int = 200, query: str = "") -> str:
        client.force_login(user)
        path = f"/papers/{point.code}/{key}.pdf?lang={language}{query}"
        response = client.get(path)
        assert response.status_code == status, path
        if status != 200:
            return ""
        assert response["Content-Disposition"] == f'inline; filename="{key}-{point.code}-{language}.pdf"'
        assert "no-store" in response["Cache-Control"]
        return " ".join(text_of(response.content).split())

    return seeing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_stands_in_every_language(kept, see, coordinator, language):
    for key in ALL:
        told = see(coordinator, kept, key, language)
        assert "Школа Ґ" in told
        assert "�" not in told


def test_lists_roles_and_tally_are_there_to_be_ticked_and_counted(kept, see, coordinator):
    assert "The generator stands outdoors, 6 m or more from the building" in see(coordinator, kept, "opening")
    assert "Everybody who is here has a place to go" in see(coordinator, kept, "closing")
    roles = see(coordinator, kept, "roles")
    order = [roles.index(f"{name}: fill first") for name in ("In charge of the shift", "At the door", "Information")]
    assert order == sorted(order)
    assert order[-1] < roles.index("Needs and offers")
    assert "(facts:" not in roles
    tally = see(coordinator, kept, "tally")
    assert "No names: nobody has to be registered to be helped." in tally
    assert tally.index("08:00") < tally.index("23:00") < tally.index("07:00")


def test_a_roster_has_the_shifts_of_the_week_and_room_for_who_is_lacking(kept, see, coordinator):
    told = see(coordinator, kept, "roster", query="&on=2026-01-16")
    assert "Olha of the roster" in told
    assert "__________" in told
    assert "16 January 2026" in told
    assert "Olha" not in see(coordinator, kept, "roster", query="&on=2026-02-16")
    assert "15 January 2026" in see(coordinator, kept, "roster", query="&on=nonsense")


def test_private_contacts_are_for_who_may_see_them(kept, see, coordinator, keeper):
    for key in ("calls", "kit"):
        told = see(coordinator, kept, key)
        assert "0501112233" in told
        assert "private numbers" in told
        for_keeper = see(keeper, kept, key)
        assert "Who has the keys" in for_keeper
        for secret in ("0501112233", "Zazubryna", "private numbers"):
            assert secret not in for_keeper


def test_a_hidden_point_has_a_kit_without_poster_and_board(kept, see, coordinator):
    assert "Poster for the door" in see(coordinator, kept, "kit")
    set_policy(ACTOR, kept, Visibility.HIDDEN, reason="a target")
    told = see(coordinator, kept, "kit")
    assert "Poster for the door" not in told
    assert "The public does not see this point" in told
    assert "Opening list" in told


def test_strangers_sign_in_and_others_find_nothing(kept, see, coordinator, outsider, client):
    for path in (f"/papers/{kept.code}/", f"/papers/{kept.code}/kit.pdf", f"/papers/{kept.code}/roster.pdf"):
        response = client.get(path)
        assert (response.status_code, "login" in response["Location"]) == (302, True)
    kept.territory = Territory.objects.get(code=OTHER_TOWN)
    kept.save()
    for key in ALL:
        see(coordinator, kept, key, status=404)
    client.force_login(coordinator)
    assert client.get(f"/papers/{kept.code}/").status_code == 404
    assert client.get("/papers/%00/").status_code == 404
    assert client.get(f"/papers/{kept.code}/secrets.pdf").status_code == 404
    client.force_login(outsider)
    assert client.get(f"/papers/{kept.code}/kit.pdf").status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_offers_every_paper_in_the_language_that_is_chosen(kept, coordinator, client, language):
    client.force_login(coordinator)
    page = client.get(f"/papers/{kept.code}/?paper={language}&on=2026-01-20").content.decode()
    for key in ALL:
        assert f"/papers/{kept.code}/{key}.pdf?on=2026-01-20&amp;lang={language}" in page
    for code in LANGUAGES:
        assert f"?paper={code}&amp;on=2026-01-20" in page
    assert f"/p/{kept.code}/poster.pdf?size=A3&amp;lang={language}" in page
    set_policy(ACTOR, kept, Visibility.HIDDEN, reason="a target")
    page = client.get(f"/papers/{kept.code}/?paper=xx").content.decode()
    assert "poster.pdf" not in page
    assert "lang=xx" not in page


def test_one_looks_for_papers_in_the_console_at_the_desk_and_on_sheets(kept, coordinator, client):
    address = reverse("papers:papers", args=[kept.code])
    client.force_login(coordinator)
    for path in (f"/keep/{kept.code}/", f"/desk/points/{kept.code}/"):
        assert address in client.get(path).content.decode(), path
    assert f"/p/{kept.code}/poster.pdf" in client.get(f"/p/{kept.code}/sheet").content.decode()
    assert f"/board/{kept.code}/sheet.pdf?size=A3" in client.get(f"/board/{kept.code}/sheet?paper=A3").content.decode()


def test_numbers_of_the_kit_are_told_once(kept, see, coordinator, client):
    client.force_login(coordinator)
    read = read_paper(client.get(f"/papers/{kept.code}/kit.pdf").content)
    assert [one.query_name for one in read.figures].count("published.point.seats") == 1
    assert read.is_whole
    assert not read.not_as_told


def test_the_command_prints_the_kit_of_a_day_and_contacts_only_when_asked(kept, tmp_path):
    file = tmp_path / "kit.pdf"
    words = ["kit", "--point", kept.code, "--lang", "et", "--on", "2026-01-16", "--out", str(file)]
    assert CliRunner().invoke(paper, words, catch_exceptions=False).exit_code == 0
    told = text_of(file.read_bytes())
    assert "16. jaanuar 2026" in told
    assert "0501112233" not in told
    CliRunner().invoke(paper, [*words, "--part", "calls", "--contacts"], catch_exceptions=False)
    assert "0501112233" in text_of(file.read_bytes())
    with pytest.raises(InvalidValue):
        CliRunner().invoke(paper, ["kit", "--point", "7", "--lang", "et", "--out", str(file)], catch_exceptions=False)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "no day"])
def test_a_day_that_cannot_be_is_that_of_today(kept, client, administrator, day):
    client.force_login(administrator)
    for part in ("roster", "kit"):
        assert client.get(f"/papers/{kept.code}/{part}.pdf?on={day}").status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_no_calendar_holds_is_refused_on_the_command_line(kept, tmp_path, day):
    file = tmp_path / "kit.pdf"
    with pytest.raises(InvalidValue, match="Choose a day of the years"):
        CliRunner().invoke(
            paper,
            ["kit", "--point", kept.code, "--lang", "et", "--on", day, "--out", str(file)],
            catch_exceptions=False,
        )
    assert not file.exists()
