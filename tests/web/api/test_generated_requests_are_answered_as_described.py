"""Requests made from the OpenAPI documents, right ones and wrong ones, are answered as the documents say.

Schemathesis makes them, the same ones each time, and holds the answers to its checks: never 500, only described
statuses, media types and schemas, right requests accepted, wrong ones refused.
"""

from collections import Counter
from datetime import date, time

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, assume, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks

from punkt_web.accounts.queries import Reach
from punkt_web.api.asking import MOST_POINTS
from punkt_web.api.choosing import cursor_of
from punkt_web.operations.actions import notices
from punkt_web.registry.models import Territory
from punkt_web.wsgi import application
from tests.web.finder.conftest import ACTOR

DOCUMENTS = ("/api/v1/openapi.json", "/ogc/api")
N_EXAMPLES = 15
# What is right in them no schema of OpenAPI 3.0 can say; the fixed values are tried with all others.
RIGHT = {
    "bbox": "36,49.8,36.5,50.1", "datetime": "2026-01-01T00:00:00Z/..", "from": "2026-01-10", "to": "2026-01-12",
}  # fmt: skip

load_all_checks()


@pytest.fixture
def codes(town, settings) -> dict[str, str]:
    """Something under every address that takes a code, and nobody who asks too often."""
    settings.API_REQUESTS_PER_MINUTE = 0
    unit = Territory.objects.create(country="UA", code="UA63", level="region", names={"en": "Y"}, path="UA/UA63/")
    anywhere = Reach(is_everywhere=True)
    notices.start_alert(ACTOR, unit, within=anywhere)
    notices.set_curfew(ACTOR, unit, notices.Terms(time(23), time(5), date(2026, 1, 1), decision="1"), within=anywhere)
    code = town.open_point(capacity_seated=30, territory=unit).code
    town.point(north_m=None)
    return {"points": code, "territories": "UA63", "packs": "all", "collections": code}


@pytest.fixture(autouse=True)
def _connection_of_the_test():
    """The application closes what it opened after each request; here that is the connection of the test."""
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_generated_requests_are_answered_as_described(codes, document, mode) -> None:
    answered: dict[str, Counter[int]] = {}
    for found in schemathesis.openapi.from_wsgi(document, application).get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue  # it takes nothing that could be wrong
        answered[operation.label] = ask(operation, mode, codes)
    assert answered
    expected = 200 if mode is GenerationMode.POSITIVE else 400
    assert not [label for label, statuses in answered.items() if not statuses[expected]]


def ask(operation, mode: GenerationMode, codes: dict[str, str]) -> Counter[int]:
    """Asks one address and checks each answer; how often which status came."""
    statuses: Counter[int] = Counter()

    @hypothesis_settings(
        max_examples=N_EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case) -> None:
        if mode is GenerationMode.POSITIVE:
            make_right(case, codes, is_known=statuses.total() % 2 == 0)
        assume(mode is GenerationMode.POSITIVE or not has_a_lowered_limit(case))
        response = case.call(headers={"Accept-Encoding": "identity"})
        statuses[response.status_code] += 1
        case.validate_response(response)

    asked()
    return statuses


def has_a_lowered_limit(case) -> bool:
    """Whether the limit is too great, which the standard of ``/ogc/`` takes for the greatest and does not refuse."""
    limit = str((case.query or {}).get("limit", ""))
    return "/collections/" in case.path and limit.isdecimal() and int(limit) > MOST_POINTS


def make_right(case, codes: dict[str, str], *, is_known: bool) -> None:
    """Puts right values where the schema is wider than what is right, and every other time a code that there is."""
    query = case.query or {}
    right = {**RIGHT, "cursor": cursor_of(codes["points"])}
    case.query = {name: right.get(name, value) for name, value in query.items()}
    if is_known and case.path_parameters:
        part = case.path.lstrip("/").removeprefix("api/v1/").partition("/")[0]
        case.path_parameters = dict.fromkeys(case.path_parameters, codes[part])
