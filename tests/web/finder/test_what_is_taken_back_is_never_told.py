"""What a transaction wrote and then took back is in no memory, though the counts come to the same number again."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from punkt.model.notice_words import NoticeKind
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.finder.network import network
from punkt_web.operations.actions.bulletins import Words, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.last_words import last_words
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.published_bulletins import published_bulletins
from punkt_web.operations.published_notices import published_notices
from punkt_web.registry.actions.points import count_up
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Revision, Territory
from punkt_web.registry.published import current_edition
from punkt_web.registry.revisions import revisions
from tests.web.finder.conftest import ACTOR, NOW


@contextmanager
def taken_back():
    """A transaction that comes to nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=["asked before", "asked first within"])
def asked_before(request):
    return request.param == "asked before"


def codes():
    return {point.code for point in network().by_code}


def state_of(point):
    told = last_words().of([(point.pk, False)]).get(point.pk)
    return told and told.state


def test_a_point_that_was_hidden_for_a_moment_is_shown(town, asked_before):
    point, other = town.point(), town.point()
    assert not asked_before or codes() == {point.code, other.code}
    with taken_back():
        set_policy(ACTOR, point, Visibility.HIDDEN, reason="a slip")
        assert codes() == {other.code}
        counted = revisions()
    set_policy(ACTOR, other, Visibility.HIDDEN, reason="meant")
    assert revisions() == counted
    assert codes() == {point.code}


def test_a_word_that_was_taken_back_was_never_said(town, asked_before):
    point, other = town.open_point(), town.open_point()
    assert not asked_before or state_of(point) == "open"
    with taken_back():
        town.say(point, "closed", minutes_ago=5)
        assert state_of(point) == "closed"
        counted = revisions()
    town.say(other, "closed", minutes_ago=5)
    assert revisions() == counted
    assert (state_of(point), state_of(other)) == ("open", "closed")


def test_an_answer_given_before_does_not_stand_on_what_was_taken_back(town):
    point, other = town.open_point(), town.open_point()
    state_of(other)
    with taken_back():
        town.say(point, "closed", minutes_ago=5)
        heard_at = last_words().counts()
    assert last_words().counts() != heard_at


def test_the_end_of_a_policy_that_was_taken_back_ends_no_edition(town, asked_before):
    point, other = town.point(), town.point()
    assert not asked_before or current_edition().policies_end_at is None
    end = NOW + timedelta(hours=1)
    with taken_back():
        set_policy(ACTOR, point, Visibility.HIDDEN, reason="a slip", until_at=end)
        assert current_edition().policies_end_at == end
    set_policy(ACTOR, other, Visibility.HIDDEN, reason="meant")
    assert current_edition().policies_end_at is None


def test_an_alert_that_was_taken_back_is_not_on(now, asked_before):
    place = Territory.objects.create(code="UA-63", country="UA", path="/UA-63/", names={"uk": "Область"})
    assert not asked_before or published_notices() == []
    with taken_back():
        TerritoryNotice.objects.create(
            territory=place, kind=NoticeKind.AIR_ALERT, began_at=NOW, confirmed_at=NOW, said_by="x", said_at=NOW
        )
        count_up(Revision.NOTICES)
        assert len(published_notices()) == 1
    count_up(Revision.NOTICES)
    assert published_notices() == []


def test_official_information_that_was_taken_back_is_not_told(now, asked_before):
    place = Territory.objects.create(code="UA-63", country="UA", path="/UA-63/", names={"uk": "Область"})
    assert not asked_before or published_bulletins() == []
    said = {code: Text("News", "Text.") for code in LANGUAGES}
    with taken_back():
        words = Words(said, NOW, NOW + timedelta(hours=1), "Office")
        issue_bulletin(ACTOR, place, words, within=Reach(is_everywhere=True))
        assert len(published_bulletins()) == 1
    count_up(Revision.NOTICES)
    assert published_bulletins() == []
