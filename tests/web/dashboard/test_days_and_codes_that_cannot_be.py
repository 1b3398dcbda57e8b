"""Days at the ends of the calendar and text that no database takes are answered calmly."""

from typing import Any

import pytest
from django.db import connection

from punkt_web.accounts.models import User
from punkt_web.registry.models import PublicationPolicy, Territory
from tests.conftest import TOWN
from tests.web.dashboard.conftest import Browser, text_of


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"until": "9999-12-31"}, "Choose a day before the end of 2199."),
        ({"since": "9999-12-31"}, "Choose a day before the end of 2199."),
        ({"since": "0001-01-01"}, "Choose a day after the beginning of 1900."),
        ({"until": "0001-01-01"}, "Choose a day after the beginning of 1900."),
    ],
)
def test_the_trail_says_which_days_it_knows(
    browser: Browser, administrator: User, query: dict[str, str], words: str
) -> None:
    answer = browser(administrator).get("/desk/audit/", query)
    assert answer.status_code == 200
    assert words in text_of(answer)


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "2200-01-01"])
def test_no_decision_ends_at_the_end_of_time(
    browser: Browser, coordinator: User, world: dict[str, Territory], day: str
) -> None:
    answer = browser(coordinator).post(
        f"/desk/policies/{TOWN}/", {"visibility": "hidden", "reason": "x", "until_on": day}
    )
    assert "Choose a day before the end of 2199." in text_of(answer)
    assert not PublicationPolicy.objects.exists()


def test_no_territory_is_named_by_nul(browser: Browser, administrator: User, world: dict[str, Territory]) -> None:
    desk = browser(administrator)
    assert "No territory of yours" in text_of(desk.get("/desk/policies/?territory=%00"))
    assert desk.get("/desk/policies/%00/").status_code == 404
    assert desk.get("/desk/policies/%00/end").status_code == 404
    assert desk.get("/desk/points/%00/").status_code == 404
    assert desk.get("/desk/points/new").status_code == 200


@pytest.mark.parametrize(
    "address", ["/desk/notices/bulletin/%00/correct", "/desk/notices/bulletin/%00/end", "/keep/%00/"]
)
def test_no_database_is_asked_for_nul(browser: Browser, administrator: User, address: str) -> None:
    desk = browser(administrator)
    with connection.execute_wrapper(_as_postgresql_takes_nul):
        assert desk.get(address).status_code == 404


def _as_postgresql_takes_nul(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
    if any(isinstance(one, str) and "\0" in one for one in parameters or ()):
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    return execute(sql, parameters, many, context)
