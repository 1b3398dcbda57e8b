"""``/keep/sheet``: a sheet that was kept by hand is looked at, put right, and counts once, for who may report there."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from punkt import clock
from punkt.formats.report_sheet_columns import column_of
from punkt.formats.report_text import ReportText
from punkt.formats.request_text import RequestText
from punkt.formats.text_code import read_text_code
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.requests import Asked
from punkt.model.vocabulary import Availability, PointState, ReportBearer, ReportChannel, label
from punkt_web.common.zones import local_zone
from punkt_web.keeper.sheets import MOST_LETTERS, MOST_ROWS, blank_headings
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point
from tests.conftest import COUNTRY, OTHER_TOWN, TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)
KYIV = ZoneInfo("Europe/Kyiv")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SHEET = f"""code;date;time;state;people;fuel, l;note
{CODE};15.01.2026;08:10;open;24;;
{CODE};15.01.2026;09:40;full;61;35;cold
"""


@pytest.fixture(autouse=True)
def _noon():
    with clock.fixed_at(NOON):
        yield


@pytest.fixture(autouse=True)
def points(world):
    for code, town in ((CODE, TOWN), (OTHER_CODE, OTHER_TOWN)):
        Point.objects.create(
            code=code, names={"en": f"School {code}"}, territory=world[town], country=COUNTRY,
            status=Point.Status.DESIGNATED, created_at=NOON, updated_at=NOON,
        )  # fmt: skip


@pytest.fixture
def keeping(client: Client, keeper) -> Client:
    client.force_login(keeper)
    return client


def look(client, text=SHEET, **more):
    return client.post("/keep/sheet", {"text": text, **more})


def take(client, text=SHEET):
    return look(client, text, take="1")


def test_a_sheet_is_looked_at_before_anything_is_taken(keeping):
    page = look(keeping)
    assert "2 reports were understood. Nothing is taken yet." in page.content.decode()
    assert StatusReport.objects.count() == 0


def test_what_was_seen_is_taken_and_is_the_state_of_the_door(keeping, keeper):
    assert "Received: 2 of 2." in take(keeping).content.decode()
    last = StatusReport.objects.order_by("observed_at").last()
    wall = last.observed_at.astimezone(local_zone(COUNTRY))
    assert (wall.hour, wall.minute, last.headcount, last.fuel_l, last.note) == (9, 40, 61, 35.0, "cold")
    assert (last.bearer, last.channel) == (ReportBearer.PAPER, ReportChannel.KEEPER)
    assert last.author_name == keeper.email
    assert CurrentStatus.objects.get(point__code=CODE).state == PointState.FULL


def test_a_sheet_that_is_taken_twice_counts_once(keeping):
    take(keeping)
    again = take(keeping, SHEET.replace(";", "\t")).content.decode()
    assert again.count("Received before.") == 2
    assert StatusReport.objects.count() == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_without_its_year_is_taken_and_the_year_is_told(keeping, language):
    sheet = f"code;date;time;state\n{CODE};30.11;08:10;open\n"
    client = {"HTTP_ACCEPT_LANGUAGE": language}
    page = keeping.post("/keep/sheet", {"text": sheet}, **client).content.decode()
    assert "2025-11-30" in page
    assert "notice bad" not in page
    take(keeping, sheet)
    assert StatusReport.objects.get().observed_at == datetime(2025, 11, 30, 6, 10, tzinfo=UTC)


def test_a_file_is_looked_at_first_whatever_button_was_pressed(keeping):
    file = SimpleUploadedFile("sheet.csv", SHEET.encode("cp1251"))
    page = keeping.post("/keep/sheet", {"file": file, "take": "1"}).content.decode()
    assert "2 reports were understood" in page
    assert f"{CODE};15.01.2026;08:10;open" in page, "its text stands in the form, to be put right"
    assert StatusReport.objects.count() == 0


def test_a_row_that_cannot_be_read_is_named_and_stops_no_other(keeping):
    text = SHEET + f"{CODE};15.01.2026;25:99;open;1;;\n"
    page = look(keeping, text).content.decode()
    assert "1 row cannot be read." in page
    assert "Row 4" in page
    take(keeping, text)
    assert StatusReport.objects.count() == 2


@pytest.mark.parametrize("text", ["", "no table at all", "date;state\n15.01.2026;open\n", "x" * (MOST_LETTERS + 1)])
def test_what_is_no_sheet_is_refused_with_words_and_nothing_is_lost(keeping, text):
    page = look(keeping, text)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert StatusReport.objects.count() == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(200), b"\x00\x01\x02" * 50, b""])
def test_a_file_that_is_no_text_is_refused(keeping, content):
    page = keeping.post("/keep/sheet", {"file": SimpleUploadedFile("sheet.csv", content)})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_too_many_rows_are_refused_as_a_whole(keeping):
    rows = "".join(f"{CODE};15.01.2026;08:10;open;{n};;\n" for n in range(MOST_ROWS + 1))
    page = take(keeping, SHEET.splitlines()[0] + "\n" + rows)
    assert page.context["form"].errors
    assert StatusReport.objects.count() == 0


def test_who_keeps_another_point_can_report_on_none_of_these(keeping):
    page = take(keeping, SHEET.replace(CODE, OTHER_CODE)).content.decode()
    assert "Received: 0 of 2." in page
    assert page.count(f"You report on no point {OTHER_CODE}.") == 2
    assert StatusReport.objects.count() == 0


def test_strangers_and_viewers_have_no_sheets(client, viewer):
    assert client.get("/keep/sheet").status_code == 302
    client.force_login(viewer)
    assert client.get("/keep/sheet").status_code == 403
    assert client.get(f"/keep/{CODE}/sheet").status_code == 403


def test_a_blank_sheet_is_for_who_keeps_the_point(keeping):
    page = keeping.get(f"/keep/{CODE}/sheet").content.decode()
    assert CODE in page
    assert page.count("<tr>") == 18
    assert keeping.get(f"/keep/{OTHER_CODE}/sheet").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_codes_on_the_sheet_are_understood(keeping, language):
    keeping.cookies["django_language"] = language
    page = keeping.get(f"/keep/{CODE}/sheet").content.decode()
    report, request = re.findall(r'<b class="num">(.+?)</b>', page)
    with clock.fixed_at(datetime(2026, 1, 15, 12, 30, tzinfo=UTC)):
        told, asked = (read_text_code(text, received_at=clock.now(), zone=KYIV) for text in (report, request))
    assert isinstance(told, ReportText)
    assert told.message.content == ReportContent(PointState.OPEN, 24, fuel_quarters=2, shortages=("water",))
    assert isinstance(asked, RequestText)
    assert asked.asked == Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 200.0)
    assert told.message.observed_at == asked.observed_at == datetime(2026, 1, 15, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_on_the_sheet_is_understood_when_it_is_typed_in(keeping, language):
    with translation.override(language):
        headings = [heading for heading, _width in blank_headings()]
        states = {gettext(label(word)): word for word in (PointState.OPEN, PointState.FULL, PointState.CLOSED)}
        answers = {gettext(label(word)): word for word in (Availability.YES, Availability.LIMITED, Availability.NO)}
    subjects = [column_of(heading).subject for heading in headings]
    assert subjects == [
        "code",
        "date", "time", "state", "people", "staff", "fuel", "water", "temperature",
        "service.heat", "service.charging", "service.internet", "short", "note",
    ]  # fmt: skip
    for n, (word, state) in enumerate(states.items()):
        for answer_word, answer in answers.items():
            StatusReport.objects.all().delete()
            take(
                keeping,
                f"code;{';'.join(headings[1:4])};{headings[9]}\n{CODE};15.01.2026;08:1{n};{word};{answer_word}\n",
            )
            report = StatusReport.objects.get()
            assert (report.state, report.services) == (state, {"service.heat": answer})
