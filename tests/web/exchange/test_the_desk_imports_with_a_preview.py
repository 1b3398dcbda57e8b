"""Pages of an import: give, look, correct, decide, apply; each by those who may."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from punkt_web.accounts.models import User
from punkt_web.common.models import AuditEntry
from punkt_web.exchange import storage, views
from punkt_web.exchange.actions import runs
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.storage import RunFiles
from punkt_web.registry.models import Point, PublicationPolicy, Territory
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.exchange.lists import HEADER, ROWS, adds_up, as_csv

State = ImportRun.State
LIST = reverse("imports:list")


@pytest.fixture
def desk(client: Client, coordinator: User, world: dict[str, Territory], worker_at_once: Path) -> Client:
    """The browser of the coordinator of TOWN."""
    client.force_login(coordinator)
    return client


def give(client: Client, content: bytes, name: str = "list.csv", **fields: str) -> ImportRun:
    given = {"file": SimpleUploadedFile(name, content), "territory_code": TOWN, **fields}
    response = client.post(LIST, given)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("pk")


def post(client: Client, run: ImportRun, step: str, **fields: str) -> None:
    response = client.post(reverse(f"imports:{step}", args=[run.token]), fields)
    assert response.status_code == 302
    run.refresh_from_db()


def page(client: Client, run: ImportRun) -> str:
    response = client.get(reverse("imports:run", args=[run.token]))
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_is_written_before_the_person_says_so(desk: Client) -> None:
    run = give(desk, as_csv(ROWS))
    run.refresh_from_db()
    assert run.state == State.PREVIEW
    assert run.counts["new"] == 3
    assert not Point.objects.exists()
    text = page(desk, run)
    for words in ("School No 1", "What the columns mean", "50.45010, 30.52340", "Import the list"):
        assert words in text


def test_applying_makes_the_points_and_throws_the_file_away(desk: Client, worker_at_once: Path) -> None:
    run = give(desk, as_csv(ROWS))
    assert [path.name for path in (worker_at_once / "imports").iterdir()] == [run.token]
    post(desk, run, "apply")
    assert run.state == State.DONE
    assert adds_up(run.counts)
    assert Point.objects.filter(territory__code=TOWN).count() == 3
    assert list((worker_at_once / "imports").iterdir()) == []
    assert "The list was imported" in page(desk, run)


def test_the_report_can_be_downloaded_by_whoever_may_see_the_run(
    desk: Client, make_person: Any, client: Client
) -> None:
    run = give(desk, as_csv(ROWS))
    address = reverse("imports:report", args=[run.token])
    assert desk.get(address).status_code == 404
    post(desk, run, "apply")
    response = desk.get(address)
    assert response["Content-Type"] == "application/json"
    assert adds_up(json.loads(response.content)["counts"])
    client.force_login(make_person("other", "coordinator", "territory", OTHER_TOWN))
    for step in ("run", "report"):
        assert client.get(reverse(f"imports:{step}", args=[run.token])).status_code == 404
    for step in ("apply", "discard", "stop", "restart", "correct", "decide"):
        assert client.post(reverse(f"imports:{step}", args=[run.token])).status_code == 404


def test_who_may_not_import_is_turned_away(client: Client, viewer: User, keeper: User, outsider: User) -> None:
    assert client.get(LIST).status_code == 302
    for person in (viewer, keeper, outsider):
        client.force_login(person)
        assert client.get(LIST).status_code == 403
        assert client.post(LIST, {"text": "name\nSchool"}).status_code == 403
    assert not ImportRun.objects.exists()


def test_a_list_can_be_pasted(desk: Client) -> None:
    response = desk.post(LIST, {"text": as_csv(ROWS).decode(), "source_name": "pasted", "territory_code": TOWN})
    assert response.status_code == 302
    run = ImportRun.objects.get()
    assert (run.state, run.source.name, run.counts["new"]) == (State.PREVIEW, "pasted", 3)


@pytest.mark.parametrize("fields", [{}, {"text": "   "}, {"text": "a", "file": SimpleUploadedFile("a.csv", b"a")}])
def test_neither_or_both_is_asked_again(desk: Client, fields: dict[str, Any]) -> None:
    response = desk.post(LIST, fields)
    assert response.status_code == 200
    wanted = "Leave out one of the two." if "file" in fields else "Choose a file or paste a list."
    assert wanted in response.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("code", [OTHER_TOWN, "nowhere"])
def test_a_territory_of_others_is_not_taken(desk: Client, code: str) -> None:
    response = desk.post(LIST, {"text": "name\nSchool", "territory_code": code})
    assert response.status_code == 200
    assert "no such territory" in response.content.decode()


def test_a_corrected_column_is_read_again_and_remembered(desk: Client) -> None:
    content = as_csv(ROWS, (*HEADER[:6], "x1"))
    run = give(desk, content)
    assert "Keep it, do not use it" in page(desk, run)
    post(desk, run, "correct", **{"column-6": "capacity_seated", "territory_code": TOWN})
    assert run.state == State.PREVIEW
    assert run.columns == {"x1": "capacity_seated"}
    post(desk, run, "apply")
    assert Point.objects.get(address="Oak street 1").capacity_seated == 120
    assert Source.objects.get().columns == {"x1": "capacity_seated"}


def test_a_choice_that_is_no_field_is_refused(desk: Client) -> None:
    run = give(desk, as_csv(ROWS))
    response = desk.post(reverse("imports:correct", args=[run.token]), {"column-1": "../etc"}, follow=True)
    assert "not a field" in response.content.decode()


def test_new_points_can_be_kept_from_the_public(desk: Client) -> None:
    run = give(desk, as_csv(ROWS), visibility="hidden")
    post(desk, run, "apply")
    assert set(PublicationPolicy.objects.values_list("visibility", flat=True)) == {"hidden"}


@pytest.fixture
def asked(desk: Client) -> ImportRun:
    """A run with one row that may be a known point, and one that is new."""
    run = give(desk, as_csv(ROWS))
    post(desk, run, "apply")
    other = [("B7", "School no. 1", "Oak street 1", "Town", "50.4503", "30.5236", "125"),
             ("B8", "Fire station", "Long road 4", "Town", "50.49", "30.59", "30")]  # fmt: skip
    second = give(desk, as_csv(other), "other.csv")
    assert second.counts["refused"] == 1
    return second


def answer_name(text: str) -> str:
    found = re.search(r'name="(answer-[0-9a-f]{32})"', text)
    assert found
    return found[1]


def test_a_question_shows_both_sides_and_an_answer_is_applied(desk: Client, asked: ImportRun) -> None:
    text = page(desk, asked)
    assert "School no. 1" in text
    assert Point.objects.get(address="Oak street 1").code in text
    post(desk, asked, "decide", **{answer_name(text): "same"})
    assert asked.state == State.PREVIEW
    assert (asked.counts["refused"], asked.counts["updated"], asked.counts["new"]) == (0, 1, 1)
    post(desk, asked, "apply")
    assert Point.objects.get(address="Oak street 1").capacity_seated == 125
    assert Point.objects.count() == 4


@pytest.mark.parametrize(("word", "n_points"), [("same", 4), ("new", 5)])
def test_all_questions_can_be_answered_at_once(desk: Client, asked: ImportRun, word: str, n_points: int) -> None:
    post(desk, asked, "decide", all=word)
    post(desk, asked, "apply")
    assert Point.objects.count() == n_points


def test_without_an_answer_the_row_is_left_out(desk: Client, asked: ImportRun) -> None:
    post(desk, asked, "apply")
    assert asked.counts["refused"] == 1
    assert Point.objects.count() == 4


def test_two_clicks_apply_once(desk: Client) -> None:
    run = give(desk, as_csv(ROWS))
    post(desk, run, "apply")
    response = desk.post(reverse("imports:apply", args=[run.token]), follow=True)
    assert "not waiting for you" in response.content.decode()
    assert Point.objects.count() == 3


def test_a_list_can_be_thrown_away(desk: Client, worker_at_once: Path) -> None:
    run = give(desk, as_csv(ROWS))
    post(desk, run, "discard")
    assert run.state == State.STOPPED
    assert list((worker_at_once / "imports").iterdir()) == []
    assert not Point.objects.exists()


def test_each_step_of_a_run_is_in_the_audit_trail(desk: Client, coordinator: User) -> None:
    run = give(desk, as_csv(ROWS))
    post(desk, run, "apply")
    entries = AuditEntry.objects.filter(entity="import", object_key=run.token).order_by("number")
    assert [entry.action for entry in entries] == ["give list", "set state", "set state", "set state"]
    assert entries.last().after == {"state": "done"}  # type: ignore[union-attr] # there are four
    assert {entry.actor_id for entry in entries} == {coordinator.pk}


HOSTILE = {
    "empty.csv": b"",
    "page.html": b"<html><script>alert(1)</script></html>",
    "broken.xlsx": b"PK\x03\x04\x00\x00 no archive",
    "bomb.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 50 + b'">]><osm>&b;&b;</osm>',
    "deep.json": b"[" * 100_000,
    "binary.csv": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_error_on_a_page(desk: Client, name: str) -> None:
    if not HOSTILE[name]:
        assert desk.post(LIST, {"file": SimpleUploadedFile(name, b"")}).status_code == 200
        return
    run = give(desk, HOSTILE[name], name)
    run.refresh_from_db()
    if run.state == State.PREVIEW:  # odd bytes may still be read as rows; then every one of them is accounted for
        assert adds_up(run.counts)
        return
    assert run.state == State.FAILED
    text = page(desk, run)
    assert "The list was not imported" in text
    assert run.error["what"] in text.replace("&#x27;", "'").replace("&quot;", '"')
    assert "<script>alert" not in text


def test_what_stands_in_a_list_is_never_taken_for_markup(desk: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    run = give(desk, as_csv([("1", evil + "School", evil, "Town", "50.45", "30.52", "5x")], (*HEADER[:6], evil)))
    assert evil not in page(desk, run)
    post(desk, run, "apply")
    assert evil not in page(desk, run)


def test_a_file_over_the_limit_is_not_taken(
    desk: Client, monkeypatch: pytest.MonkeyPatch, worker_at_once: Path
) -> None:
    monkeypatch.setattr(storage, "MAX_UPLOAD_BYTES", 0)
    response = desk.post(LIST, {"file": SimpleUploadedFile("a.csv", as_csv(ROWS))})
    assert "larger than 0 MB" in response.content.decode()
    assert not (worker_at_once / "imports").exists()


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/passwd", "a\x00b.csv", "x" * 300 + ".csv"])
def test_a_file_name_leads_nowhere(desk: Client, worker_at_once: Path, name: str) -> None:
    run = give(desk, as_csv(ROWS), name)
    stored = [path.relative_to(worker_at_once).as_posix() for path in worker_at_once.rglob("*") if path.is_file()]
    assert all(path.startswith(f"imports/{run.token}/") for path in stored)
    assert len(run.file_name) <= 200


def test_a_run_that_waits_can_be_stopped_and_restarted(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nobody:
        """A worker that never comes."""

        def enqueue(self, _token: str) -> None:
            return

    monkeypatch.setattr(views, "read_list_of_run", Nobody())
    run = give(desk, as_csv(ROWS))
    assert run.state == State.READING
    text = page(desk, run)
    assert '<meta http-equiv="refresh"' in text
    assert "Waiting for the worker" in text
    post(desk, run, "stop")
    assert run.state == State.STOPPED
    assert "Read it again" in page(desk, run)
    monkeypatch.undo()
    post(desk, run, "restart")
    assert run.state == State.PREVIEW


def test_a_worker_that_is_told_to_stop_stops_and_the_network_is_as_it_was(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = give(desk, as_csv(ROWS))
    files = RunFiles(run.token)
    runs.confirm_run(User.objects.get(email="coordinator@example.org"), run)
    files.tell("reading", 0, 3)
    monkeypatch.setattr(storage, "_EVERY_S", 0.0)
    runs.stop_run(User.objects.get(email="coordinator@example.org"), run)
    runs.apply_run(run.token)
    run.refresh_from_db()
    assert run.state == State.STOPPED
    assert not Point.objects.exists()


def test_a_run_whose_worker_died_is_shown_as_failed_and_can_be_restarted(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = give(desk, as_csv(ROWS))
    ImportRun.objects.update(state=State.APPLYING)
    RunFiles(run.token).tell("writing", 1, 3)
    assert "Writing the points" in page(desk, run)
    monkeypatch.setattr(runs, "SILENT_S", -1)
    assert "The program that did the work ended" in page(desk, run)
    post(desk, run, "restart")
    assert run.state == State.PREVIEW


def test_an_import_that_breaks_is_set_aside_and_says_so(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise ZeroDivisionError

    run = give(desk, as_csv(ROWS))
    monkeypatch.setattr(runs, "apply_order", broken)
    post(desk, run, "apply")
    assert run.state == State.FAILED
    assert "fault in Punkt" in page(desk, run)


def test_a_role_that_ended_since_the_upload_imports_nothing(desk: Client, coordinator: User) -> None:
    run = give(desk, as_csv(ROWS))
    coordinator.memberships.all().delete()
    runs.confirm_run(coordinator, run)
    runs.apply_run(run.token)
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert not Point.objects.exists()


def test_runs_that_nobody_finished_are_forgotten_with_their_files(desk: Client, worker_at_once: Path) -> None:
    from datetime import timedelta

    old = give(desk, as_csv(ROWS))
    ImportRun.objects.update(started_at=old.started_at - timedelta(days=8))
    give(desk, as_csv(ROWS), "second.csv")
    old.refresh_from_db()
    assert old.state == State.STOPPED
    assert not (worker_at_once / "imports" / old.token).exists()
