"""Each action is run, in every way in which it writes: an audit row of the same run names every row that it changed."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.models import Organisation, Territory
from tests.architecture.changed_rows import DERIVED, EXCEPTIONS, Changed, untold
from tests.architecture.scenario_making import Call
from tests.architecture.scenarios import SCENARIOS
from tests.architecture.sources import PRODUCT, is_actions, module_name, python_files, tree, writes_in
from tests.architecture.test_every_write_is_audited import is_writing, product, public_actions


@pytest.fixture(autouse=True)
def _a_small_world(world: dict[str, Territory], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and the mark of the demo lie in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("punkt_web.env.home", lambda: tmp_path)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.__name__)
def test_every_row_that_an_action_changes_is_named_in_the_trail(scenario: Callable[[], Call]) -> None:
    missing, _n_changed = untold(scenario())
    assert not missing, "\n".join(f"{row.model} {row.key}: no audit row for {sorted(row.names)}" for row in missing)


def lines_of_all_scenarios(files: Collection[str]) -> set[tuple[str, int, str]]:
    """File, line and function of all that the scenarios run in these files; nothing of it stays in the database."""
    reached: set[tuple[str, int, str]] = set()

    def note_line(frame: FrameType, _event: str, _value: object) -> Any:
        reached.add((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        return note_line

    def enter(frame: FrameType, event: str, value: object) -> Any:
        return note_line(frame, event, value) if frame.f_code.co_filename in files else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        for prepare in SCENARIOS:
            with transaction.atomic():
                prepare()()
                transaction.set_rollback(True)
    finally:
        sys.settrace(before)
    return reached


def test_every_action_and_every_call_that_writes_is_reached_by_a_scenario() -> None:
    """Else an unaudited branch could hide behind an audited one."""
    files = {str(path): path for path in python_files(PRODUCT) if is_actions(path)}
    reached = lines_of_all_scenarios(files)
    run = {f"{module_name(files[file])}.{function}" for file, _line, function in reached}
    assert {name for name in public_actions() if is_writing(name, product())} - run == set(), "no scenario runs them"
    lines = {(file, line) for file, line, _function in reached}
    writes = [(path, call) for path in files.values() for call in writes_in(tree(path))]
    unreached = [
        f"{module_name(path)}:{call.lineno}"
        for path, call in writes
        if lines.isdisjoint((str(path), line) for line in range(call.lineno, (call.end_lineno or call.lineno) + 1))
    ]
    assert len(writes) > 50
    assert unreached == [], "no scenario gets there"


def test_a_row_that_is_not_told_is_found_however_it_was_written() -> None:
    told = Organisation.objects.create(name="Told")

    def writes_three_ways() -> None:
        made = Organisation.objects.bulk_create([Organisation(name="In bulk")])[0]
        Organisation.objects.filter(pk=told.pk).update(website="https://told.example/")
        with transaction.atomic():
            record(Actor("test"), Write("change", "organisation", str(told.pk)))
        Territory.objects.filter(pk=Territory.objects.earliest("pk").pk).update(category="city")
        names.append(("organisation", str(made.pk)))

    names: list[tuple[str, str]] = []
    missing, n_changed = untold(writes_three_ways)
    assert n_changed == 3
    country = ("territory", Territory.objects.earliest("pk").code)
    assert {row.names for row in missing} == {frozenset(names), frozenset({country})}


def test_an_audit_row_of_an_earlier_run_does_not_count() -> None:
    one = Organisation.objects.create(name="One")
    with transaction.atomic():
        record(Actor("test"), Write("add", "organisation", str(one.pk)))
    missing, _n_changed = untold(one.delete)
    assert missing == [Changed("registry.Organisation", one.pk or missing[0].key, missing[0].names)]


def test_the_exceptions_are_models_and_columns_that_there_are() -> None:
    assert {model._meta.label for model in apps.get_models()} >= EXCEPTIONS.keys() | DERIVED.keys()
    for label, columns in DERIVED.items():
        assert {column.attname for column in apps.get_model(label)._meta.concrete_fields} >= columns.keys()
