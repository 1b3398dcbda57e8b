"""A column of other names gives the point other names, once, and the desk finds it by them."""

import pytest

from punkt_web.common.models import AuditEntry
from punkt_web.registry.models import Point, PointAlias
from tests.web.exchange.lists import HEADER, ROWS, as_csv, imported

pytestmark = pytest.mark.django_db

NAMED = (*HEADER, "alt_name")


def aliases() -> list[str]:
    return sorted(PointAlias.objects.values_list("name", flat=True))


def test_a_new_point_has_the_other_names_of_its_row() -> None:
    imported(as_csv([(*ROWS[0], "Old School; Oak House"), (*ROWS[1], ""), (*ROWS[2], "Library")], NAMED))
    assert aliases() == ["Oak House", "Old School"]
    point = Point.objects.get(address="Oak street 1")
    assert "oak house" in point.search_text
    entry = AuditEntry.objects.get(entity="point", object_key=point.code)
    assert sorted(entry.after["aliases"]) == ["Oak House", "Old School"]


def test_a_known_point_gets_a_name_that_it_has_not() -> None:
    imported(as_csv([(*ROWS[0], "Old School")], NAMED))
    report = imported(as_csv([(*ROWS[0], "old school;Oak House;School No 1")], NAMED))
    assert report.counts["updated"] == 1
    assert aliases() == ["Oak House", "Old School"]
    point = Point.objects.get()
    assert "old school" in point.search_text
    assert "oak house" in point.search_text
    assert AuditEntry.objects.filter(entity="point").latest("number").after == {"aliases": ["Oak House"]}


def test_the_same_names_again_change_nothing() -> None:
    content = as_csv([(*ROWS[0], "Old School")], NAMED)
    imported(content)
    imported(content)
    assert imported(as_csv([(*ROWS[0], "Old School ")], NAMED)).counts["unchanged"] == 1
    assert aliases() == ["Old School"]
    assert AuditEntry.objects.filter(entity="point").count() == 1
