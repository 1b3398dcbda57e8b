"""An inspector sees what is asked of them and hands it in by a form; nobody else sees or sends any of it."""

import base64
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, first_fault
from punkt_web.readiness.actions.inspections import Asking, ask_inspections, cancel_inspection, send_back
from punkt_web.readiness.models import Inspection, InspectionPhoto, InspectionSheet
from punkt_web.registry.models import Point, Territory
from tests.conftest import OTHER_TOWN, TOWN

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)
ADDRESS, OTHER_ADDRESS = f"/keep/{CODE}/inspection/", f"/keep/{OTHER_CODE}/inspection/"
ANYWHERE = Reach(is_everywhere=True)
COORDINATOR = Actor("coordinator@example.org")
LIGHTING, GENERATORS = "power.lighting", "power.n_generators"


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def points(world: dict[str, Territory]) -> dict[str, Point]:
    made = {}
    for number, (code, town) in enumerate(((CODE, TOWN), (OTHER_CODE, OTHER_TOWN))):
        made[code] = Point.objects.create(
            code=code, country="UA", names={"en": f"School {number}"}, territory=world[town], created_at=NOW,
            updated_at=NOW, facts={GENERATORS: 1}, provenance={GENERATORS: {"stated_on": "2024-03-12"}},
        )  # fmt: skip
    return made


@pytest.fixture
def inspection(points, inspector) -> Inspection:
    asking = Asking(inspector, (NOW + timedelta(days=9)).date())
    (made,) = ask_inspections(COORDINATOR, [points[CODE]], asking, within=ANYWHERE)
    return made


@pytest.fixture
def inspecting(client: Client, inspector: User) -> Client:
    client.force_login(inspector)
    return client


def form(inspection: Inspection, *, do: str = "hand_in", **more) -> dict:
    return {"ulid": new_ulid(), "inspection": inspection.pk, "do": do, **more}


def jpeg(colour: str = "navy") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def photo(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("lamp.jpg", content or jpeg(), "image/jpeg")


def page_of(client: Client, path: str = ADDRESS) -> str:
    return client.get(path).content.decode()


def test_an_inspector_sees_what_is_asked_and_what_the_register_says(inspecting, inspection):
    listed = page_of(inspecting, "/keep/inspections/")
    assert f'href="{ADDRESS}" data-offline' in listed
    assert "Due on 24 May 2026" in listed
    page = page_of(inspecting)
    assert f"Answered: 0 of {len(inspection.line_keys)}" in page
    assert "Register: 1 pcs, 12 March 2024" in page
    assert "Register: not known" in page
    assert all(f'data-key="{key}"' in page for key in inspection.line_keys)


def test_what_is_late_or_was_sent_back_is_said(inspecting, inspection):
    inspecting.post(ADDRESS, form(inspection, **{f"answer:{LIGHTING}": "no"}))
    assert "Handed in, to sign" in page_of(inspecting, "/keep/inspections/")
    send_back(COORDINATOR, inspection.pk, "Look at the water", within=ANYWHERE)
    with clock.fixed_at(NOW + timedelta(days=20)):
        for path in ("/keep/inspections/", ADDRESS):
            page = page_of(inspecting, path)
            assert "Overdue, was due on 24 May 2026" in page
            assert "Look at the water" in page


def test_a_form_hands_in_answers_and_photos_once(inspecting, inspection, inspector):
    told = form(
        inspection,
        **{
            f"answer:{LIGHTING}": "no",
            f"note:{LIGHTING}": "two lamps",
            f"value:{GENERATORS}": "2",
            "answer:nothing": "",
        },
    )
    for _time in range(2):
        answer = inspecting.post(ADDRESS, told | {f"photo:{LIGHTING}": photo()})
        assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    sheet = InspectionSheet.objects.get()
    assert (sheet.is_final, sheet.author, sheet.bearer) == (True, inspector, "console")
    assert sheet.answers == [
        {"key": GENERATORS, "answer": "", "value": 2, "note": ""},
        {"key": LIGHTING, "answer": "no", "value": None, "note": "two lamps"},
    ]
    assert InspectionPhoto.objects.get().line_key == LIGHTING
    page = page_of(inspecting)
    assert "Handed in: somebody else signs it now." in page
    assert "You handed it in at" in page
    assert "1 photo of yours is at the server" in page
    assert f'name="answer:{LIGHTING}" value="no" checked' in page
    assert first_fault() is None


def test_a_part_is_sent_before_it_is_handed_in(inspecting, inspection):
    inspecting.post(ADDRESS, form(inspection, do="part", **{f"answer:{LIGHTING}": "not_seen"}))
    assert not InspectionSheet.objects.get().is_final
    assert "You sent a part at" in page_of(inspecting)
    assert "Begun" in page_of(inspecting, "/keep/inspections/")


def test_photos_alone_are_taken_and_claim_no_answer(inspecting, inspection):
    assert inspecting.post(ADDRESS, form(inspection) | {f"photo:{LIGHTING}": photo()}).status_code == 302
    assert InspectionPhoto.objects.count() == 1
    assert not InspectionSheet.objects.exists()
    assert "Handed in" not in page_of(inspecting)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {f"value:{GENERATORS}": "many"},
        {f"answer:{LIGHTING}": "perhaps"},
        {f"value:{LIGHTING}": "3"},
        {"answer:power.secret": "yes"},
        {f"answer:{LIGHTING}": "yes", "ulid": "x"},
        {f"answer:{LIGHTING}": "yes", "inspection": "x"},
        {f"answer:{LIGHTING}": "yes", "inspection": "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
    ],
)
def test_what_cannot_be_is_said_and_what_was_entered_stays(inspecting, inspection, wrong):
    answer = inspecting.post(ADDRESS, form(inspection, **{f"note:{LIGHTING}": "kept words"}) | wrong)
    assert answer.status_code == 422
    assert 'role="alert">' in answer.content.decode()
    assert "kept words" in answer.content.decode()
    assert not InspectionSheet.objects.exists()


@pytest.mark.parametrize("content", [b"no picture", b"\x89PNG\r\n", b"GIF89a"])
def test_a_file_that_is_no_picture_is_said_so(inspecting, inspection, content):
    answer = inspecting.post(
        ADDRESS, form(inspection, **{f"answer:{LIGHTING}": "no"}) | {f"photo:{LIGHTING}": photo(content)}
    )
    assert answer.status_code == 422
    assert "This file cannot be read as a picture." in answer.content.decode()
    assert f'name="answer:{LIGHTING}" value="no" checked' in answer.content.decode()
    assert not InspectionPhoto.objects.exists()


def test_what_comes_after_the_end_is_refused_with_the_reason(inspecting, inspection):
    cancel_inspection(COORDINATOR, inspection.pk, "The point moved", within=ANYWHERE)
    answer = inspecting.post(ADDRESS, form(inspection, **{f"answer:{LIGHTING}": "no"}))
    assert answer.status_code == 422
    assert "This inspection was cancelled" in answer.content.decode()
    assert "No inspection of this point is open" in page_of(inspecting)
    assert "Nobody asks you to inspect a point now." in page_of(inspecting, "/keep/inspections/")


def test_an_inspection_by_lists_that_are_not_held_here_says_so(inspecting, inspection):
    Inspection.objects.update(template="xx-1@2026-01-01")
    answer = inspecting.get(ADDRESS)
    assert answer.status_code == 200
    assert "This server holds no template xx-1@2026-01-01." in answer.content.decode()
    assert "No inspection of this point is open" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("outsider", 403), ("viewer", 403), ("keeper", 403), ("other_coordinator", 404), ("coordinator", 200)],
)
def test_the_page_is_for_those_who_inspect_there(client, request, inspection, who, status):
    client.force_login(request.getfixturevalue(who))
    told = form(inspection, **{f"answer:{LIGHTING}": "no"})
    assert client.get(ADDRESS).status_code == status
    assert client.post(ADDRESS, told).status_code == (302 if status == 200 else status)
    assert InspectionSheet.objects.exists() is (status == 200)
    listed = client.get("/keep/inspections/")
    assert (listed.status_code, CODE in listed.content.decode()) == (200, False)


def test_an_inspector_of_one_town_inspects_no_other(inspecting, inspection, points, inspector):
    assert inspecting.get(OTHER_ADDRESS).status_code == 404
    Inspection.objects.update(point=points[OTHER_CODE])
    assert OTHER_CODE not in page_of(inspecting, "/keep/inspections/")
    inspector.memberships.all().delete()
    assert inspecting.get(ADDRESS).status_code == 403
    assert inspecting.get("/keep/inspections/").status_code == 200
    assert inspecting.get("/keep/%00/inspection/").status_code in (403, 404)


def test_another_inspector_sees_no_answers_of_the_first(client, inspection, inspecting, make_person):
    inspecting.post(ADDRESS, form(inspection, **{f"answer:{LIGHTING}": "no", f"note:{LIGHTING}": "two lamps"}))
    client.force_login(make_person("second", "inspector", "territory", TOWN))
    page = page_of(client)
    assert "two lamps" not in page
    assert "You handed it in" not in page
    assert "is asked to do it" in page
    assert "Answered: 0 of" in page


def item(kind: str, inspection: Inspection, **content) -> dict:
    seen = {"id": new_ulid(), "point": CODE, "observed_at": (NOW - timedelta(minutes=3)).isoformat()}
    return {**seen, "kind": kind, "inspection": inspection.pk, **content}


def sent(client: Client, *items) -> list[dict]:
    body = json.dumps({"sent_at": NOW.isoformat(), "reports": items})
    return client.post("/keep/reports", body, content_type="application/json").json()["receipts"]


def test_a_queue_brings_a_sheet_and_a_photo_and_each_is_known_when_it_comes_again(inspecting, inspection):
    sheet = item("inspection", inspection, answers=[{"key": LIGHTING, "answer": "no"}], final=True)
    shot = item("inspection_photo", inspection, line=LIGHTING, jpeg=base64.b64encode(jpeg()).decode())
    assert [one["outcome"] for one in sent(inspecting, shot, sheet)] == ["taken", "taken"]
    assert [one["outcome"] for one in sent(inspecting, shot, sheet)] == ["known", "known"]
    other = {**shot, "jpeg": base64.b64encode(jpeg("green")).decode()}
    assert [one["outcome"] for one in sent(inspecting, other)] == ["refused"]
    assert (InspectionSheet.objects.count(), InspectionPhoto.objects.count()) == (1, 1)


@pytest.mark.parametrize("who", ["keeper", "other_coordinator"])
def test_a_queue_of_somebody_who_does_not_inspect_there_is_refused_for_now(client, request, inspection, who):
    client.force_login(request.getfixturevalue(who))
    sheet = item("inspection", inspection, answers=[{"key": LIGHTING, "answer": "no"}], final=True)
    (receipt,) = sent(client, sheet)
    assert (receipt["outcome"], receipt["again"]) == ("refused", True)
    assert receipt["why"] == f"You inspect no point {CODE}."
    assert not InspectionSheet.objects.exists()


def test_what_was_taken_stays_taken_when_the_right_is_gone(inspecting, inspection, inspector, points):
    sheet = item("inspection", inspection, answers=[{"key": LIGHTING, "answer": "no"}], final=True)
    sent(inspecting, sheet)
    inspector.memberships.all().delete()
    Membership.objects.create(user=inspector, role="keeper", scope="point", scope_code=OTHER_CODE)
    assert [one["outcome"] for one in sent(inspecting, sheet)] == ["known"]


def test_who_keeps_points_is_led_to_inspections_where_they_may_inspect(client, inspection, keeper, coordinator):
    link = 'href="/keep/inspections/"'
    Point.objects.create(code=point_code(3), territory=inspection.point.territory, created_at=NOW, updated_at=NOW)
    for person, is_led in ((keeper, False), (coordinator, True)):
        client.force_login(person)
        assert (link in page_of(client, "/keep/")) is is_led
