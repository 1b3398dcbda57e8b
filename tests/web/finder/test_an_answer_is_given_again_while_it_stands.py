"""An answer comes from memory for who asks the same, and never once it is no longer the answer."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.confidence.freshness import expires_in
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.finder import kept_answers, views
from punkt_web.finder.kept_answers import KeptAnswers
from punkt_web.finder.views import find
from punkt_web.operations.actions.notices import end_notice, start_alert
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.published_notices import published_notices
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import ACTOR, HERE, NOW, address

PLACES = [address("heat"), f"/t{address('heat')}"]


@pytest.fixture
def made(monkeypatch):
    """How often an answer was made anew."""
    counted = []
    remember = kept_answers.remember_while_it_stands

    def counting(*args):
        counted.append(1)
        remember(*args)

    for module in ("views", "text_views"):
        monkeypatch.setattr(f"punkt_web.finder.{module}.remember_while_it_stands", counting)
    return counted


def asked(client, path, language="en", **headers):
    response = client.get(path, headers={"accept-language": language, **headers})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PLACES)
def test_the_same_question_is_answered_once(town, client, made, path):
    town.open_point(name="Школа 5")
    first = client.get(path, headers={"accept-language": "en"})
    again = client.get(path, headers={"accept-language": "en"})
    assert len(made) == 1
    assert "Школа 5" in first.content.decode()
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))


def test_few_questions_are_put_to_the_database_for_it(town, client, django_assert_num_queries):
    town.open_point()
    asked(client, PLACES[0])
    with django_assert_num_queries(2):
        asked(client, PLACES[0])


@pytest.mark.parametrize(
    "other",
    [{"language": "uk"}, {"accept-encoding": "gzip"}, {"cookie": "punkt_language=sv"}, {"host": "localhost"}],
    ids=str,
)
def test_another_language_or_form_is_another_answer(town, client, made, other):
    town.open_point()
    asked(client, PLACES[0])
    client.get(PLACES[0], headers={"accept-language": "en", **other})
    language = other.pop("language", "en")
    client.get(PLACES[0], headers={"accept-language": language, **other})
    assert len(made) >= 2


def test_another_need_is_another_answer(town, client, made):
    town.open_point(needs="heat water")
    asked(client, address("heat"))
    asked(client, address("water"))
    assert len(made) == 2


@pytest.mark.parametrize("path", PLACES)
def test_a_new_word_on_a_point_that_was_looked_at_is_told_at_once(town, client, path):
    point = town.open_point()
    assert "Open" in asked(client, path)
    town.say(point, "closed", minutes_ago=0)
    assert "Closed" in asked(client, path)


def test_the_first_word_on_a_silent_point_is_told_at_once(town, client):
    point = town.point()
    assert "Nobody confirmed" in asked(client, PLACES[0])
    town.say(point, "open", minutes_ago=0)
    assert "Nobody confirmed lately" not in asked(client, PLACES[0])


def test_a_word_on_a_point_far_away_changes_nothing(town, client, made):
    town.open_point()
    far = town.point(north_m=400_000)
    asked(client, PLACES[0])
    town.say(far, "open")
    asked(client, PLACES[0])
    town.say(far, "closed", minutes_ago=1)
    asked(client, PLACES[0])
    assert len(made) == 1


@pytest.mark.parametrize("path", PLACES)
def test_a_hidden_point_is_gone_at_once(town, client, path):
    town.open_point(name="Таємна школа")
    shown = town.open_point(name="Школа поруч", north_m=900)
    assert "Таємна" in asked(client, path)
    hidden = next(point for point in type(shown).objects.all() if point.pk != shown.pk)
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="threat")
    assert "Таємна" not in asked(client, path)


def test_a_state_that_ends_of_itself_is_not_kept_past_its_end(town, client):
    stands_min = expires_in(PointState.OPEN, ReportChannel.KEEPER) / timedelta(minutes=1)
    town.say(town.point(), "open", minutes_ago=stands_min - 0.1)
    before = asked(client, PLACES[0])
    with clock.fixed_at(NOW + timedelta(seconds=10)):
        after = asked(client, PLACES[0])
    assert "Nobody confirmed lately" not in before
    assert "Nobody confirmed lately" in after


@pytest.mark.parametrize("seconds", [61, -1])
def test_a_minute_later_or_with_a_clock_put_back_it_is_made_anew(town, client, made, seconds):
    town.open_point()
    asked(client, PLACES[0])
    with clock.fixed_at(NOW + timedelta(seconds=seconds)):
        asked(client, PLACES[0])
    assert len(made) == 2


def test_an_alert_elsewhere_changes_nothing_and_one_here_is_told_at_once(town, client, made):
    here, elsewhere = (
        Territory.objects.create(country="UA", code=code, level="region", path=f"UA/{code}/", names={"en": code})
        for code in ("UA63", "UA80")
    )
    town.open_point(territory=here)
    asked(client, PLACES[0])
    start_alert(ACTOR, elsewhere, within=Reach(is_everywhere=True))
    assert "alert in" not in asked(client, PLACES[0])
    assert len(made) == 1
    start_alert(ACTOR, here, within=Reach(is_everywhere=True))
    assert "alert in UA63" in asked(client, PLACES[0])
    assert len(made) == 2
    end_notice(ACTOR, TerritoryNotice.objects.get(territory=here).pk, within=Reach(is_everywhere=True))
    assert "alert in" not in asked(client, PLACES[0])


def test_an_alert_that_comes_while_an_answer_is_made_is_told_with_the_next(town, client, monkeypatch):
    """Another request brings the memory of notices up to date between the making of a page and its being kept."""
    here = Territory.objects.create(country="UA", code="UA63", level="region", path="UA/UA63/", names={"en": "UA63"})
    town.open_point(territory=here)
    remember = views.remember_while_it_stands

    def remembering(*given):
        if not TerritoryNotice.objects.exists():
            start_alert(ACTOR, here, within=Reach(is_everywhere=True))
            published_notices(["UA63"])
        remember(*given)

    monkeypatch.setattr(views, "remember_while_it_stands", remembering)
    assert "alert in UA63" not in asked(client, PLACES[0])
    assert "alert in UA63" in asked(client, PLACES[0])


def test_who_is_signed_in_neither_gives_nor_gets(town, client, made, make_person):
    """One browser throughout: each has a memory of its own in a test."""
    town.open_point()
    asked(client, PLACES[0])
    client.force_login(make_person("bob"), "punkt_web.accounts.backends.PasswordBackend")
    asked(client, PLACES[0])
    asked(client, PLACES[0])
    assert len(made) == 3
    client.logout()
    asked(client, PLACES[0])
    assert len(made) == 3


def test_what_somebody_signed_in_was_told_is_not_given_to_others(town, client, made, make_person):
    town.open_point()
    client.force_login(make_person("bob"), "punkt_web.accounts.backends.PasswordBackend")
    asked(client, PLACES[0])
    client.logout()
    asked(client, PLACES[0])
    assert len(made) == 2


def test_where_the_site_is_mounted_makes_another_answer(town, client, made):
    town.open_point()
    asked(client, PLACES[0])
    mounted = client.get(PLACES[0], headers={"accept-language": "en"}, SCRIPT_NAME="/evil").content.decode()
    assert "/evil/" in mounted
    assert "/evil/" not in asked(client, PLACES[0])
    assert len(made) == 2


def test_an_answer_that_sets_a_cookie_is_not_kept(town, client, made):
    town.open_point()
    for _time in range(2):
        response = Client().get(f"{PLACES[0]}&lang=sv")
        assert response.cookies
    assert len(made) == 2


def test_not_modified_is_still_said(town, client):
    town.open_point()
    etag = client.get(PLACES[0]).headers["ETag"]
    client.get(PLACES[0])
    assert client.get(PLACES[0], headers={"if-none-match": etag}).status_code == 304


def test_no_more_is_kept_than_the_memory_holds(town, client, monkeypatch, made):
    monkeypatch.setattr(kept_answers, "_MOST_KEPT", 2)
    town.open_point()
    paths = [address("heat", place=(HERE[0] + step / 1000, HERE[1])) for step in range(3)]
    for path in (*paths, paths[2], paths[1], paths[0]):
        asked(client, path)
    assert len(made) == 4


def test_a_question_longer_than_any_is_answered_and_not_kept(town, client, made):
    town.open_point()
    for _time in range(2):
        asked(client, PLACES[0], language="en" + ",x" * 300)
    assert len(made) == 2


def test_nobody_is_remembered_longer_than_the_answer_is_of_use(town, rf):
    town.open_point()
    kept = KeptAnswers(find)
    kept(rf.get(PLACES[0]))
    with clock.fixed_at(NOW + timedelta(seconds=61)):
        kept(rf.get(address("water")))
    asked_for = [key[1] for key in kept._sent]
    assert asked_for == [address("water").lstrip("/?")]
