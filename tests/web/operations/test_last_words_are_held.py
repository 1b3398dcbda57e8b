"""Last words come from memory, and the memory never tells what is no longer the last word."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations import last_words as module
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.last_words import LastWords
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point, Revision

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = Actor("test")


@pytest.fixture
def now(db):
    with clock.fixed_at(NOW):
        yield NOW


def make_point(number):
    return Point.objects.create(code=point_code(number * 7919), country="UA", created_at=NOW, updated_at=NOW)


def say(point, state, *, minutes_ago=10, **more):
    at = NOW - timedelta(minutes=minutes_ago)
    receive_report(ACTOR, Report(point.pk, at, ReportChannel.KEEPER, ReportContent(PointState(state), **more)))


def told(words, *points, is_area_only=False):
    """The states of the points as the memory tells them."""
    found = words.of([(point.pk, is_area_only) for point in points])
    return [found[point.pk].state if point.pk in found else None for point in points]


def test_what_is_held_costs_one_small_question(now, django_assert_num_queries):
    words, one, silent = LastWords(), make_point(1), make_point(2)
    say(one, "open")
    assert told(words, one, silent) == ["open", None]
    with django_assert_num_queries(1):
        assert told(words, one, silent) == ["open", None]


def test_a_new_word_is_told_at_once_and_only_that_point_is_read_again(now, django_assert_num_queries):
    words, one, other = LastWords(), make_point(1), make_point(2)
    say(one, "open")
    say(other, "open")
    told(words, one, other)
    say(one, "full", minutes_ago=5)
    with django_assert_num_queries(3):  # the count, what changed since, and the one point
        assert told(words, one, other) == ["full", "open"]
    say(other, "closed", minutes_ago=4)
    assert told(words, one, other) == ["full", "closed"]


def test_the_first_word_on_a_point_that_was_silent_is_told(now):
    words, silent = LastWords(), make_point(1)
    assert told(words, silent) == [None]
    say(silent, "open")
    assert told(words, silent) == ["open"]


def test_a_merger_leads_words_on(now):
    words, keep, other = LastWords(), make_point(1), make_point(2)
    say(keep, "open", minutes_ago=30)
    say(other, "full", minutes_ago=5)
    assert told(words, keep) == ["open"]
    merge_points(ACTOR, keep, other, reason="the same door")
    assert told(words, keep) == ["full"]


def test_people_of_an_area_only_point_are_not_told_whoever_asked_before(now):
    words, one = LastWords(), make_point(1)
    say(one, "open", headcount=40)
    assert words.of([(one.pk, False)])[one.pk].headcount == 40
    assert words.of([(one.pk, True)])[one.pk].headcount is None


def test_a_word_that_comes_while_others_are_read_is_not_lost(now, monkeypatch):
    words, one = LastWords(), make_point(1)
    say(one, "open")
    read = module.current_statuses

    def read_slowly(point_ids, **more):
        found = read(point_ids, **more)
        monkeypatch.setattr(module, "current_statuses", read)
        say(one, "closed", minutes_ago=1)
        assert told(words, one) == ["closed"]  # another thread asks meanwhile
        return found

    monkeypatch.setattr(module, "current_statuses", read_slowly)
    assert told(words, one) == ["open"]  # read before the word came
    assert told(words, one) == ["closed"]


def test_a_database_that_was_put_back_is_read_anew(now):
    words, one = LastWords(), make_point(1)
    say(one, "open")
    say(one, "closed", minutes_ago=5)
    assert told(words, one) == ["closed"]
    Revision.objects.filter(pk=Revision.LAST_WORDS).update(number=1)
    one.current_status.state = "open"
    one.current_status.save()
    assert told(words, one) == ["open"]
