"""What several consoles send at once is settled together: each by its own session and rights, with its own receipt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib import import_module
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import DataError, OperationalError, connection, transaction
from django.test import Client, RequestFactory

from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import PointState
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.signed_in import people_of
from punkt_web.common.audit import first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.keeper.sendings import ANYBODY, NotSignedIn, OfAnother, Sent, Settled, settle, settled_together
from punkt_web.operations.actions import inbox
from punkt_web.operations.actions.inbox import Outcome
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point, Territory
from tests.conftest import TOWN

N_KEEPERS = 6


def point(number: int, **columns) -> Point:
    now = datetime.now(UTC)
    return Point.objects.create(code=point_code(number), created_at=now, updated_at=now, **columns)


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


def sent(session: str, code: str, *, ulid: str = "", headcount: int = 3, by: object = ANYBODY) -> Sent:
    content = ReportContent(PointState.OPEN, headcount=headcount)
    message = ReportMessage(ulid or new_ulid(), code, datetime.now(UTC), content)
    return Sent(session, by, timedelta(0), [message])


def outcomes(*those: Sent) -> list[object]:
    """Of sendings of one message each: what became of it, or the class of the error."""
    return [one.receipts[0].outcome if isinstance(one, Settled) else type(one) for one in settle(those)]


@pytest.fixture
def keepers(db, make_person):
    """(session, code of the point that it keeps)"""
    found = []
    for number in range(N_KEEPERS):
        kept = point(number + 1)
        found.append((session_of(make_person(f"keeper{number}", "keeper", "point", kept.code)), kept.code))
    return found


def test_each_reports_on_its_own_point_only(keepers):
    own = [sent(session, code) for session, code in keepers]
    strange = sent(keepers[0][0], keepers[1][1])
    assert outcomes(*own, strange) == [*[Outcome.TAKEN] * N_KEEPERS, Outcome.REFUSED]
    names = {(entry.actor_name, entry.object_key) for entry in AuditEntry.objects.filter(action="report")}
    assert names == {(f"keeper{number}@example.org", code) for number, (_session, code) in enumerate(keepers)}


def test_who_inspects_may_send_and_reports_on_nothing_by_that(db, make_person):
    code = point(1).code
    person = make_person("inspector", "inspector", "point", code)
    (found,) = settle([sent(session_of(person), code)])
    assert isinstance(found, Settled)
    assert [str(one.fault) for one in found.receipts] == [f"You report on no point {code}."]
    assert [reach.point_codes for _channel, reach in found.sender.inspecting] == [{code}]
    person.memberships.all().delete()
    assert outcomes(sent(session_of(person), code)) == [NotYours]


def test_each_hears_what_the_points_are_that_it_told_of_and_of_no_others(keepers):
    found = settle([sent(session, code, headcount=number) for number, (session, code) in enumerate(keepers)])
    for number, ((_session, code), one) in enumerate(zip(keepers, found, strict=True)):
        assert isinstance(one, Settled)
        assert {key: now["headcount"] for key, now in one.now.items()} == {code: number}


def test_the_questions_are_no_more_for_many_than_for_two(keepers, django_assert_max_num_queries):
    def n_queries(n: int) -> int:
        with django_assert_max_num_queries(100) as asked:
            assert set(outcomes(*(sent(session, code) for session, code in keepers[:n]))) == {Outcome.TAKEN}
        return len([one for one in asked.captured_queries if "common_auditentry" not in one["sql"]])

    n_queries(N_KEEPERS)  # the first words on the points
    assert n_queries(N_KEEPERS) == n_queries(2)


def test_nobody_speaks_without_a_session_or_in_the_name_of_another(keepers):
    (session, code), (other, _code) = keepers[:2]
    person = people_of({session})[session]
    told = [sent("", code), sent("nobody", code), sent(session, code, by=person.pk), sent(session, code, by=None)]
    told.append(sent(session, code, by=people_of({other})[other].pk))
    assert outcomes(*told) == [NotSignedIn, NotSignedIn, Outcome.TAKEN, OfAnother, OfAnother]


def test_a_right_that_was_taken_away_counts_at_once(keepers):
    (session, code), (other, others) = keepers[:2]
    assert outcomes(sent(session, code), sent(other, others)) == [Outcome.TAKEN, Outcome.TAKEN]
    Membership.objects.filter(scope_code=code).delete()
    assert outcomes(sent(session, code), sent(other, others)) == [NotYours, Outcome.TAKEN]
    Membership.objects.filter(scope_code=others).update(valid_until=datetime.now(UTC) - timedelta(seconds=1))
    assert outcomes(sent(other, others)) == [NotYours]


def test_a_right_that_was_given_counts_at_once(keepers, world, make_person):
    person = make_person("new")
    point(50, territory=Territory.objects.get(code=TOWN))
    session = session_of(person)
    assert outcomes(sent(session, point_code(50))) == [NotYours]
    Membership.objects.create(user=person, role="coordinator", scope="territory", scope_code=TOWN)
    assert outcomes(sent(session, point_code(50)), sent(*keepers[0])) == [Outcome.TAKEN, Outcome.TAKEN]


def test_a_point_of_mine_that_was_merged_is_the_other_one(keepers):
    (session, code), (_other, others) = keepers[:2]
    Point.objects.filter(code=code).update(merged_into=Point.objects.get(code=others), status=Point.Status.WITHDRAWN)
    assert outcomes(sent(session, code), sent(session, others)) == [Outcome.TAKEN, Outcome.TAKEN]
    assert set(StatusReport.objects.values_list("point__code", flat=True)) == {others}


def _log_out(person: User, session: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.post("/accounts/logout/")
    assert not Session.objects.filter(pk=session).exists(), person


def _let_it_expire(_person: User, session: str) -> None:
    Session.objects.filter(pk=session).update(expire_date=datetime.now(UTC) - timedelta(seconds=1))


def _close_the_account(person: User, _session: str) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def _change_the_password(person: User, _session: str) -> None:
    person.set_password("another-word-of-42")
    person.save()


def _make_it_a_demo_account(person: User, _session: str) -> None:
    User.objects.filter(pk=person.pk).update(is_demo=True)


def _forge(_person: User, session: str) -> None:
    Session.objects.filter(pk=session).update(session_data="e30:forged:words")


def _delete_the_person(person: User, _session: str) -> None:
    person.delete()


def _take_the_hash(_person: User, session: str) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore(session)
    del store[HASH_SESSION_KEY]
    store.save()


def _sign_in_by_a_door_that_is_gone(_person: User, session: str) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore(session)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store.save()


def _nothing(_person: User, _session: str) -> None:
    pass


@pytest.mark.parametrize(
    ("what", "is_signed_in"),
    [
        (_nothing, True),
        (_log_out, False),
        (_let_it_expire, False),
        (_close_the_account, False),
        (_change_the_password, False),
        (_make_it_a_demo_account, False),
        (_forge, False),
        (_delete_the_person, False),
        (_take_the_hash, False),
        (_sign_in_by_a_door_that_is_gone, False),
    ],
)
def test_who_is_signed_in_is_whom_django_says(keepers, what, is_signed_in):
    """And whose session ended is refused at the next sending, whatever else is sent with it."""
    (session, code), second = keepers[:2]
    assert outcomes(sent(session, code), sent(*second)) == [Outcome.TAKEN, Outcome.TAKEN]
    what(people_of({session})[session], session)
    found = people_of({session, second[0]}).get(session)
    request = RequestFactory().get("/")
    assert outcomes(sent(session, code), sent(*second)) == [
        Outcome.TAKEN if is_signed_in else NotSignedIn,
        Outcome.TAKEN,
    ]
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    assert (found or AnonymousUser()) == get_user(request)
    assert (found is not None) is is_signed_in


def test_a_session_of_the_key_before_counts_as_it_does_elsewhere(keepers, settings):
    session, code = keepers[0]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another-key-that-is-long-enough-for-all",
    )
    assert outcomes(sent(session, code)) == [Outcome.TAKEN]


def test_one_that_cannot_be_taken_stops_no_other(keepers):
    (session, code), second, third = keepers[:3]
    first = sent(session, code)
    assert outcomes(first) == [Outcome.TAKEN]
    clash = sent(*second, ulid=first.messages[0].ulid)
    assert outcomes(clash, sent(*third), first) == [Outcome.REFUSED, Outcome.TAKEN, Outcome.KNOWN]


def breaks_at_13(monkeypatch, error: Exception) -> None:
    """Whatever is written with a headcount of 13 breaks the write."""

    def full(said, *rest, **more):
        if any(report.content.headcount == 13 for _actor, report in said):
            raise error
        return taken(said, *rest, **more)

    taken = inbox.take_in_of_many
    monkeypatch.setattr(inbox, "take_in_of_many", full)
    monkeypatch.setattr(inbox, "take_in", lambda actor, said: full([(actor, report) for report in said]))


def test_what_the_database_cannot_hold_stops_no_other(keepers, monkeypatch):
    breaks_at_13(monkeypatch, DataError("out of range"))
    told = outcomes(sent(*keepers[0]), sent(*keepers[1], headcount=13), sent(*keepers[2]))
    assert told == [Outcome.TAKEN, Outcome.REFUSED, Outcome.TAKEN]


def test_a_fault_of_ours_is_raised_for_whom_it_concerns(keepers, monkeypatch):
    breaks_at_13(monkeypatch, RuntimeError("a fault"))
    told = outcomes(sent(*keepers[0], headcount=13), sent(*keepers[1]), sent(*keepers[2]))
    assert told == [RuntimeError, Outcome.TAKEN, Outcome.TAKEN]


def test_a_database_that_does_not_answer_is_said_to_all_at_once(keepers, monkeypatch):
    """Each after the other would wait for it in turn, and hold up whoever comes then."""
    writes = []

    def locked(said):
        writes.append(len(said))
        raise OperationalError("database is locked")

    monkeypatch.setattr(inbox, "take_in_of_many", locked)
    with pytest.raises(OperationalError):
        settle([sent(session, code) for session, code in keepers[:3]])
    assert writes == [3]


@pytest.mark.django_db(transaction=True)
def test_threads_that_send_at_once_lose_nothing_and_count_nothing_twice(transactional_db, make_person):
    found = []
    for number in range(N_KEEPERS):
        kept = point(number + 1)
        found.append((session_of(make_person(f"keeper{number}", "keeper", "point", kept.code)), kept.code))
    barrier, n_rounds, same = Barrier(N_KEEPERS), 6, new_ulid()

    def sends(keeper):
        try:
            for number in range(n_rounds):
                barrier.wait()
                settled = settled_together(sent(*keeper, headcount=number))
                assert [one.outcome for one in settled.receipts] == [Outcome.TAKEN]
            barrier.wait()
            return settled_together(sent(found[0][0], found[0][1], ulid=same)).receipts[0].outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(N_KEEPERS) as pool:
        last = list(pool.map(sends, found))
    assert set(last) <= {Outcome.TAKEN, Outcome.KNOWN}
    assert StatusReport.objects.count() == N_KEEPERS * n_rounds + 1
    assert CurrentStatus.objects.count() == N_KEEPERS
    assert set(CurrentStatus.objects.exclude(point__code=found[0][1]).values_list("headcount", flat=True)) == {5}
    assert first_fault() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the file and no rows")
@pytest.mark.django_db(transaction=True)
def test_who_writes_rows_that_name_the_points_neither_waits_nor_is_waited_for(transactional_db, make_person):
    """As a round of alarms does, in an order of its own: each would wait for the other until one is broken off."""
    kept = point(1)
    session = session_of(make_person("keeper", "keeper", "point", kept.code))

    def sends():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return settled_together(sent(session, kept.code)).receipts[0].outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM registry_point WHERE id = %s FOR KEY SHARE", [kept.pk])
        assert pool.submit(sends).result(20) is Outcome.TAKEN
