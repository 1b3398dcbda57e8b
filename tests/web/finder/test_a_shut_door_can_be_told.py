"""Somebody at a shut door tells so; it reaches the desk, is limited, and is shown to nobody else."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind
from punkt.model.vocabulary import PointState
from punkt_web.common.models import AuditEntry
from punkt_web.finder.views import ASK_AGAIN
from punkt_web.operations.actions import complaints
from punkt_web.operations.actions.complaints import Receipt, receive_complaint
from punkt_web.operations.models import Complaint, CurrentStatus
from punkt_web.registry.actions.merging import merge_points
from tests.web.finder.conftest import ACTOR, NOW


def tell(client, point, kind="closed", note="", status=303, **more):
    response = client.post(f"/p/{point.code}/wrong", {"kind": kind, "note": note}, **more)
    assert response.status_code == status, response.content.decode()
    return response


def test_a_complaint_is_received_and_leads_on_to_the_next_points(client, town, ask) -> None:
    here, other = town.open_point(name="Школа"), town.open_point(name="Бібліотека", north_m=900)
    answer = tell(client, here, note="Зачинено,  темно\n")
    code = Complaint.objects.get().receipt
    assert answer["Location"] == f"/p/{here.code}/wrong?done=taken&code={code}"
    page = ask(answer["Location"])
    assert "<h1>Received. Thank you.</h1>" in page
    assert "Something is wrong here" not in page
    assert f"/complaint/{code}" in page
    assert f"/p/{other.code}" in page
    told = Complaint.objects.get()
    assert (told.point_id, told.kind, told.note, told.received_at) == (here.pk, "closed", "Зачинено, темно", NOW)


def test_no_account_no_cookie_and_no_script_is_needed(client, town) -> None:
    here = town.open_point()
    client.handler.enforce_csrf_checks = True
    page = client.get(f"/p/{here.code}")
    assert f'action="/p/{here.code}/wrong"' in page.content.decode()
    answer = tell(client, here)
    assert not page.cookies
    assert not answer.cookies


def test_one_person_changes_nothing_that_is_published(client, town, ask) -> None:
    here = town.open_point()
    told = [field.attname for field in CurrentStatus._meta.fields if field.name not in {"shut_words", "revision"}]
    before = ask(f"/p/{here.code}"), list(CurrentStatus.objects.values(*told))
    for kind in ("closed", "not_let_in"):
        tell(client, here, kind)
    tell(client, here, "other", "the words of a stranger")
    assert (ask(f"/p/{here.code}"), list(CurrentStatus.objects.values(*told))) == before
    assert "the words of a stranger" not in ask(f"/p/{here.code}/wrong")


def test_the_same_words_from_the_same_sender_count_once(client, town, ask) -> None:
    here = town.point()
    tell(client, here)
    assert "done=known&code=" in tell(client, here)["Location"]
    assert "This was told already." in ask(f"/p/{here.code}/wrong?done=known")
    assert Complaint.objects.count() == 1
    tell(client, here, "no_heat")
    tell(client, here, REMOTE_ADDR="198.51.100.7")
    assert Complaint.objects.count() == 3


def test_what_could_not_be_stored_can_be_told_again(town, monkeypatch) -> None:
    here = town.point()
    with monkeypatch.context() as broken:
        broken.setattr(Complaint.objects, "create", failing)
        with pytest.raises(OperationalError):
            receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender="198.51.100.1")
    assert receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender="198.51.100.1").receipt is Receipt.TAKEN


def failing(**_columns: object) -> None:
    raise OperationalError("database is locked")


def test_one_sender_is_heard_only_so_often_in_an_hour(client, town) -> None:
    points = [town.point() for _number in range(complaints.MOST_OF_A_SENDER + 1)]
    for one in points[:-1]:
        tell(client, one)
    page = tell(client, points[-1], "other", "my words", status=429).content.decode()
    assert "my words" in page, "what was written is not lost"
    tell(client, points[-1], REMOTE_ADDR="198.51.100.7")
    assert Complaint.objects.count() == complaints.MOST_OF_A_SENDER + 1


@pytest.mark.parametrize("neighbour", ["2001:db8::1", "2001:db8::ffff:1"])
def test_addresses_of_one_household_are_one_sender(town, neighbour) -> None:
    for _number in range(complaints.MOST_OF_A_SENDER):
        receive_complaint(town.point().pk, ComplaintKind.CLOSED, "", sender="2001:db8::2")
    here = town.point()
    assert receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender=neighbour).receipt is Receipt.TOO_MANY
    assert receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender="2001:db8:0:1::2").receipt is Receipt.TAKEN


def test_what_many_say_of_a_point_is_known_and_what_nobody_said_is_still_taken(town) -> None:
    here = town.point()
    for number in range(complaints.MOST_OF_A_POINT + 3):
        receipt = receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender=f"198.51.100.{number}").receipt
        assert receipt is (Receipt.TAKEN if number < complaints.MOST_OF_A_POINT else Receipt.KNOWN)
    assert Complaint.objects.count() == complaints.MOST_OF_A_POINT
    assert receive_complaint(here.pk, ComplaintKind.NO_HEAT, "", sender="198.51.100.99").receipt is Receipt.TAKEN


def test_one_sender_with_many_words_does_not_hide_what_others_say(town) -> None:
    here = town.point()
    for number in range(complaints.MOST_OF_A_SENDER):
        receive_complaint(here.pk, ComplaintKind.CLOSED, f"word {number}", sender="198.51.100.1")
    n_others = complaints.MOST_OF_A_POINT - 1
    for number in range(n_others + 3):
        receipt = receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender=f"198.51.101.{number}").receipt
        assert receipt is (Receipt.TAKEN if number < n_others else Receipt.KNOWN)
    assert Complaint.objects.count() == complaints.MOST_OF_A_SENDER + n_others


def test_words_of_ones_own_are_given_back_and_never_called_known_when_they_were_not_taken(town) -> None:
    here = town.point()
    for number in range(complaints.MOST_OF_A_POINT):
        receive_complaint(here.pk, ComplaintKind.OTHER, "smoke", sender=f"198.51.100.{number}")
    for _tap in range(2):
        told = receive_complaint(here.pk, ComplaintKind.OTHER, "a child is inside", sender="198.51.100.99")
        assert told.receipt is Receipt.TOO_MANY


def test_a_sender_is_remembered_for_the_hour_and_not_a_shorter_time(town, monkeypatch) -> None:
    for _number in range(complaints.MOST_OF_A_SENDER):
        receive_complaint(town.point().pk, ComplaintKind.CLOSED, "", sender="198.51.100.1")
    now = time.time()
    monkeypatch.setattr("django.core.cache.backends.base.time.time", lambda: now + 40 * 60)
    later = datetime.now(UTC) + timedelta(minutes=40)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: later)
    here = town.point()
    assert receive_complaint(here.pk, ComplaintKind.CLOSED, "", sender="198.51.100.1").receipt is Receipt.TOO_MANY


def test_a_form_that_was_open_while_its_point_was_merged_is_not_lost(client, town) -> None:
    keep, drop = town.point(), town.point()
    merge_points(ACTOR, keep, drop)
    moved = tell(client, drop, status=308)
    assert moved["Location"] == f"/p/{keep.code}/wrong"
    client.post(moved["Location"], {"kind": "closed"})
    assert Complaint.objects.get().point_id == keep.pk


def test_the_whole_site_has_a_limit(town, monkeypatch) -> None:
    monkeypatch.setattr(complaints, "MOST_OF_ALL", 2)
    receipts = [
        receive_complaint(town.point().pk, ComplaintKind.FULL, "", sender=f"198.51.100.{number}").receipt
        for number in range(3)
    ]
    assert receipts == [Receipt.TAKEN, Receipt.TAKEN, Receipt.TOO_MANY]


@pytest.mark.parametrize(
    ("kind", "note"), [("", ""), ("burnt down", ""), ("other", " \n "), ("closed", "x" * 301), ("closed", "a\x00b")]
)
def test_what_cannot_be_is_told_and_the_words_are_kept(client, town, kind, note) -> None:
    page = tell(client, town.point(), kind, note, status=400).content.decode()
    assert 'class="error"' in page or 'class="bad"' in page
    assert note.strip("\x00 \n").replace("\x00", "") in page.replace("\x00", "")
    assert not Complaint.objects.exists()


def test_another_site_cannot_make_its_visitors_complain(client, town) -> None:
    tell(client, town.point(), status=403, headers={"sec-fetch-site": "cross-site"})
    assert not Complaint.objects.exists()


def test_a_point_that_is_not_shown_takes_none_and_is_not_told_from_none(client, town) -> None:
    withdrawn = town.point(status="withdrawn")
    refused = client.post(f"/p/{withdrawn.code}/wrong", {"kind": "closed"})
    unknown = client.post(f"/p/{point_code(1)}/wrong", {"kind": "closed"})
    assert refused.status_code == unknown.status_code == 404
    assert refused.content == unknown.content
    assert not Complaint.objects.exists()


def test_the_trail_tells_that_it_came_and_not_its_words_nor_its_sender(client, town) -> None:
    here = town.point()
    tell(client, here, "other", "Ivan Petrenko has the key", REMOTE_ADDR="198.51.100.7")
    row = AuditEntry.objects.get()
    assert (row.action, row.object_key, row.after) == ("complain", here.code, {"complaint": "other"})
    everything = str(list(AuditEntry.objects.values())) + str(list(Complaint.objects.values("received_at", "kind")))
    assert "Petrenko" not in everything
    assert "198.51.100.7" not in everything + str(Complaint.objects.values().get())


def test_the_page_of_the_form_is_kept_by_nobody(client, town) -> None:
    response = client.get(f"/p/{town.point().code}/wrong")
    assert response.headers["Cache-Control"] == ASK_AGAIN


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_the_form_speaks_four_languages(town, ask, language) -> None:
    page = ask(f"/p/{town.open_point().code}/wrong", language)
    assert page.count('type="radio"') == len(ComplaintKind)
    assert ("They do not let people in" in page) == (language == "en")


def test_every_kind_of_complaint_of_the_field_is_there() -> None:
    facts = {"closed", "not let in", "not at address", "no power", "no internet", "no heat", "no water", "full"}
    assert {kind.value for kind in ComplaintKind} == {one.replace(" ", "_") for one in facts} | {
        "not_accessible", "other",
    }  # fmt: skip
    assert PointState.CLOSED.value in set(ComplaintKind)
