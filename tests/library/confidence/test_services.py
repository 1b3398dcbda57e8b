"""Whether a service works: what was said, the register, and the power that it needs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.confidence.evidence import Belief, PowerLoss
from punkt.confidence.services import NEED_POWER, ServiceEvidence, WhyService, weigh_service
from punkt.model.fields import FIELDS
from punkt.model.vocabulary import Availability
from punkt.power.spans import Span

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
YES, NO, UNKNOWN, LIMITED = Availability.YES, Availability.NO, Availability.UNKNOWN, Availability.LIMITED


def of(stated=UNKNOWN, live=None, hours=0.0, loss=None) -> float | None:
    live_at = None if live is None else AT - timedelta(hours=hours)
    return weigh_service(ServiceEvidence(stated, live, live_at, loss), AT).probability


def test_what_nobody_said_is_unknown_with_power_and_without() -> None:
    for loss in (None, PowerLoss(), PowerLoss(Span(0, 0))):
        found = weigh_service(ServiceEvidence(power_loss=loss), AT)
        assert (found.probability, found.belief, found.reasons) == (None, Belief.UNKNOWN, ())
    assert of(live=YES, hours=25) is None
    assert of(live=UNKNOWN) is None
    assert of(Availability.NOT_APPLICABLE) is None


@given(st.sampled_from([YES, LIMITED, UNKNOWN]), st.floats(0, 23), st.floats(0, 23))
@settings(derandomize=True)
def test_a_fresher_yes_is_surer_and_a_fresher_no_is_surer(stated, one, other) -> None:
    fresh, old = sorted((one, other))
    assert of(stated, YES, fresh) >= of(stated, YES, old)
    assert of(stated, NO, fresh) <= of(stated, NO, old)


def test_a_word_stands_above_the_register_and_goes_back_to_it() -> None:
    register = of(YES)
    assert of(YES, NO) < 0.1 < register < of(YES, YES)
    assert of(YES, NO, 23.9) == pytest.approx(register, abs=0.02)


def test_power_that_is_gone_takes_with_it_what_needs_it() -> None:
    gone, maybe = PowerLoss(Span(0, 0)), PowerLoss(Span(0, 4))
    assert of(YES, YES, loss=gone) < of(YES, YES, loss=maybe) < of(YES, YES)
    assert of(YES, YES, loss=PowerLoss(Span(2, 4))) == of(YES, YES)
    assert of(NO, loss=maybe) == of(NO), "it is never raised"
    found = weigh_service(ServiceEvidence(YES, power_loss=gone), AT)
    assert found.reasons == (WhyService.NO_POWER, WhyService.REGISTER)


def test_services_that_need_power_are_services_of_the_register() -> None:
    assert set(FIELDS) >= NEED_POWER
