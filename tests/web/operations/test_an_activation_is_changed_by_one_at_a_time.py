"""A form that is sent twice at once asks nobody twice, and no answer is taken after the end."""

from functools import partial

import pytest

from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, TaskAnswer
from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.activations import Terms, activate, close
from punkt_web.operations.actions.tasks import answer_task
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import ActivationTask
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Territory
from punkt_web.registry.statements import Evidence
from tests.at_once import at_once
from tests.conftest import TOWN

WHO, EVERYWHERE = Actor("tester@example.org"), Reach(is_everywhere=True)
TERMS = Terms(ActivationTrigger.DECISION, "Storm", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK)
WELL = dict.fromkeys(ClosingCriterion, Availability.YES)


@pytest.mark.django_db(transaction=True)
def test_four_at_once_ask_once_and_an_answer_is_not_later_than_the_end(world: dict[str, Territory]) -> None:
    town = world[TOWN]
    register_point(WHO, {"territory": town}, Evidence("town list", EvidenceMethod.IMPORTED))
    for _round in range(5):
        ulid = new_ulid()
        asked = at_once(*[partial(activate, WHO, ulid, Area((town,)), TERMS, within=EVERYWHERE)] * 4)
        assert sorted(map(str, asked)) == ["False", "False", "False", "True"]
        task = ActivationTask.objects.get(activation=ulid)
        at_once(
            partial(close, WHO, ulid, WELL, within=EVERYWHERE),
            partial(answer_task, WHO, task.pk, TaskAnswer.CANNOT, "no key", within=EVERYWHERE),
        )
        task = ActivationTask.objects.select_related("activation").get(pk=task.pk)
        assert task.activation.ended_at is not None
        assert task.answered_at is None or task.answered_at <= task.activation.ended_at
