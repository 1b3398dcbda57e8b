"""The folded text of a point is made once for each write, and a list asks once for all other names."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from punkt.places.fold import folded
from punkt_web.registry import statements
from punkt_web.registry.actions.batches import PointBatch, write_batch
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Point, PointAlias
from tests.conftest import TOWN
from tests.web.registry.conftest import ACTOR, LISTED, MakePoint


@pytest.fixture
def n_folded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    calls: list[str] = []

    def counted(text: str) -> str:
        calls.append(text)
        return text.lower()

    monkeypatch.setattr(statements, "folded", counted)
    return lambda: len(calls)


def test_a_new_point_is_folded_once(make_point: MakePoint, n_folded: Callable[[], int]) -> None:
    point = make_point(TOWN, address="Main 1")
    assert n_folded() == 1
    assert "main 1" in point.search_text
    change_point(ACTOR, point, {"address": "Main 2"}, LISTED)
    assert n_folded() == 2
    assert "main 2" in Point.objects.get().search_text


def test_a_point_of_which_nothing_is_stated_is_found_by_its_code(make_point: MakePoint) -> None:
    point = make_point("")
    assert point.search_text == folded(point.code)


def test_a_list_folds_each_point_once_and_asks_once_for_all_names(
    make_point: MakePoint, n_folded: Callable[[], int]
) -> None:
    known = [make_point(TOWN, address=f"Main {n}") for n in range(8)]
    for point in known:
        PointAlias.objects.create(point=point, name=f"Old Mill {point.pk}")
    before = n_folded()
    batch = PointBatch(LISTED, by=ACTOR.name)
    batch.add_new({"address": "New 1"})
    with CaptureQueriesContext(connection) as asked:
        for point in known:
            batch.add_change(point, {"address": f"Side {point.pk}"})
        write_batch(ACTOR, batch, reason="list")
    of_names = [one for one in asked.captured_queries if "registry_pointalias" in one["sql"]]
    assert len(of_names) == 1
    assert n_folded() - before == 9
    for point in Point.objects.filter(address__startswith="Side"):
        assert f"old mill {point.pk}" in point.search_text
        assert f"side {point.pk}" in point.search_text
