"""A point fails in a campaign while what failed there is to be mended, whichever inspection's task that is."""

import pytest

from punkt.ids import new_ulid
from punkt_web.accounts.access import actor
from punkt_web.readiness.actions.campaigns import CampaignPlan, start_campaign
from punkt_web.readiness.actions.inspection_tasks import drop_task
from punkt_web.readiness.inspections.progress import PointStage, progress_of
from punkt_web.readiness.models import InspectionTask
from punkt_web.registry.models import Point
from tests.web.inspecting import BY_LAW, BY_PRACTICE, EVERYWHERE, GOOD, ask, due, hand_in, make_point, signed


@pytest.fixture
def point(world) -> Point:
    return make_point()


@pytest.fixture
def failed_before(point, coordinator, inspector) -> InspectionTask:
    """The light failed in an earlier inspection, and its task is open."""
    (earlier,) = ask(coordinator, inspector, point)
    hand_in(inspector, earlier, BY_LAW)
    signed(coordinator, earlier)
    return InspectionTask.objects.get()


@pytest.fixture
def inspect(campaign, coordinator, inspector, point):
    """``inspect(answer)``: an inspection of the campaign, handed in and signed."""

    def one(answer):
        (asked,) = ask(coordinator, inspector, point, campaign=campaign)
        hand_in(inspector, asked, answer)
        signed(coordinator, asked)

    return one


@pytest.fixture
def campaign(point, coordinator):
    plan = CampaignPlan("Before 1 October", due(30))
    return start_campaign(actor(coordinator), new_ulid(), point.territory, plan, within=EVERYWHERE)


@pytest.mark.parametrize(
    ("answer", "stage"),
    [(BY_LAW, PointStage.FAILED), (BY_PRACTICE, PointStage.FAILED), (GOOD, PointStage.WELL)],
    ids=["the same failed again", "something else failed", "only other things were seen"],
)
def test_what_failed_in_the_campaign_counts(failed_before, campaign, inspect, answer, stage):
    inspect(answer)
    assert [one.stage for one in progress_of(campaign, Point.objects.all())] == [stage]


def test_what_was_mended_does_not_count_any_more(failed_before, campaign, inspect, coordinator):
    inspect(BY_LAW)
    drop_task(actor(coordinator), failed_before.pk, "A new rule", within=EVERYWHERE)
    assert [one.stage for one in progress_of(campaign, Point.objects.all())] == [PointStage.WELL]
