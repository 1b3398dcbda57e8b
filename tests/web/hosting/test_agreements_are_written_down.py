"""What was agreed with hosts is written down with its old and new values, and without the people in it."""

from datetime import date, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.hosting_words import AgreementState, DutyBearer
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.hosting.actions.agreements import (
    AgreementTerms,
    KeyCard,
    change_agreement,
    end_agreement,
    enter_agreement,
)
from punkt_web.hosting.models import HostAgreement, KeyHolder
from punkt_web.hosting.queries import agreements_about, agreements_of, n_ending_soon, without_agreement
from punkt_web.hosting.states import in_state, state_of, today
from punkt_web.registry.actions.editing import ChangedMeanwhile
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import organisation
from punkt_web.registry.models import Organisation, Point
from tests.conftest import TOWN
from tests.web.dashboard.conftest import ACTOR
from tests.web.hosting.conftest import PERSON, PHONE


def entry(action: str) -> AuditEntry:
    return AuditEntry.objects.get(action=action)


def test_the_trail_holds_figures_and_days_and_nobody_s_name(make_agreement) -> None:
    made = make_agreement(host=PERSON, promises=f"{PERSON} opens by night", seats=40, hours="24/7")
    after = entry("enter agreement").after
    assert (after["seats"], after["hours"], after["n_key_holders"]) == (40, "24/7", 1)
    assert after["given"] == ["host_name", "promises"]
    change_agreement(ACTOR, made.pk, AgreementTerms(holder=PERSON, seats=50), seen_at=made.changed_at)
    end_agreement(ACTOR, made.pk, ended_on=today(), reason="sold")
    rows = AuditEntry.objects.values_list("before", "after", "reason")
    assert PERSON not in str(list(rows))
    assert PHONE not in str(list(rows))


def test_a_change_leaves_the_old_and_the_new_value(make_agreement) -> None:
    made = make_agreement(seats=40, promised_minutes=30, key_holders=(KeyCard("A", "1"), KeyCard("B", "2")))
    same = {"valid_until": made.valid_until, "promised_minutes": 30}
    terms = AgreementTerms(host="School", seats=50, key_holders=(KeyCard("A", "1"),), **same)
    assert change_agreement(ACTOR, made.pk, terms, seen_at=made.changed_at)
    told = entry("change agreement")
    assert told.before == {"agreement": made.pk, "seats": 40, "n_key_holders": 2}
    assert told.after == {"agreement": made.pk, "seats": 50, "n_key_holders": 1}
    made.refresh_from_db()
    assert not change_agreement(ACTOR, made.pk, terms, seen_at=made.changed_at), "nothing is new"
    assert AuditEntry.objects.filter(action="change agreement").count() == 1


def test_of_two_who_change_it_at_once_the_second_is_told(make_agreement) -> None:
    made = make_agreement()
    with clock.fixed_at(clock.now() + timedelta(minutes=1)):
        change_agreement(ACTOR, made.pk, AgreementTerms(host="School", seats=1), seen_at=made.changed_at)
    with pytest.raises(ChangedMeanwhile):
        change_agreement(ACTOR, made.pk, AgreementTerms(host="School", seats=2), seen_at=made.changed_at)
    made.refresh_from_db()
    assert made.seats == 1


def test_a_form_that_is_sent_twice_makes_one_agreement(make_point) -> None:
    point, ulid = make_point(TOWN), new_ulid()
    for _tap in range(2):
        enter_agreement(ACTOR, point, ulid, AgreementTerms(host="School", seats=5))
    assert HostAgreement.objects.count() == 1
    assert AuditEntry.objects.filter(action="enter agreement").count() == 1


def test_a_party_is_the_organisation_of_the_registry_where_there_is_one(make_agreement) -> None:
    known = organisation(ACTOR, "Town school")
    n_known = Organisation.objects.count()
    made = make_agreement(host="Town  school", holder="Mrs Planted")
    assert (made.host, made.host_name) == (known, "")
    assert (made.holder, made.holder_name) == (None, "Mrs Planted")
    assert Organisation.objects.count() == n_known, "a name may be a person's: no organisation is made of it"
    assert entry("enter agreement").after["host"] == "Town school"


def test_who_held_keys_is_forgotten_when_it_ends(make_agreement) -> None:
    made = make_agreement()
    assert KeyHolder.objects.count() == 1
    assert end_agreement(ACTOR, made.pk, ended_on=today(), reason="moved out")
    assert not end_agreement(ACTOR, made.pk, ended_on=today(), reason="again")
    assert not KeyHolder.objects.exists()
    made.refresh_from_db()
    assert made.ended_reason == "moved out"
    with pytest.raises(InvalidValue):
        change_agreement(ACTOR, made.pk, AgreementTerms(host="School", seats=1), seen_at=made.changed_at)


def test_it_ends_for_a_reason_only(make_agreement) -> None:
    with pytest.raises(InvalidValue):
        end_agreement(ACTOR, make_agreement().pk, ended_on=today(), reason=" ")


def test_an_agreement_is_renewed_once(make_agreement, make_point) -> None:
    former = make_agreement(ends_in=10)
    later = AgreementTerms(host="School", valid_from=former.valid_until + timedelta(days=1), is_open_ended=True)
    made = enter_agreement(ACTOR, former.point, new_ulid(), later, renews=former)
    assert made.renews == former
    with pytest.raises(InvalidValue):
        enter_agreement(ACTOR, former.point, new_ulid(), later, renews=former)
    assert n_ending_soon([former.point], today()) == 0, "somebody has seen to it"


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        ({"valid_until": date(2027, 1, 1), "is_open_ended": True}, "valid_until"),
        ({"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)}, "valid_until"),
        ({"promised_minutes": 10_081}, "promised_minutes"),
        ({"promised_minutes": -1}, "promised_minutes"),
        ({"seats": 20_001}, "seats"),
        ({"services": ["service.gold"]}, "services"),
        ({"remind_days": (0,)}, "remind_days"),
        ({"remind_days": (1, 2, 3, 4, 5)}, "remind_days"),
        ({"key_holders": [KeyCard(str(number), "1") for number in range(11)]}, "key_holders"),
    ],
)
def test_terms_that_cannot_be_are_refused(make_point, terms, where) -> None:
    with pytest.raises(InvalidValue) as refused:
        enter_agreement(ACTOR, make_point(TOWN), new_ulid(), AgreementTerms(**{"host": "School", **terms}))
    assert refused.value.where == where
    assert not HostAgreement.objects.exists()


def test_what_is_left_out_is_not_said(make_point) -> None:
    made = enter_agreement(
        ACTOR, make_point(TOWN), new_ulid(), AgreementTerms(host="School", document="12/2026", remind_days=())
    )
    assert (made.promised_minutes, made.seats, made.services, made.valid_until) == (None, None, [], None)
    assert (made.is_open_ended, made.fuel_by, made.staffed_by) == (False, DutyBearer.NOT_SAID, DutyBearer.NOT_SAID)


@pytest.mark.parametrize(
    ("begins_in", "ends_in", "expected"),
    [
        (None, None, AgreementState.IN_FORCE),
        (-10, 61, AgreementState.IN_FORCE),
        (-10, 60, AgreementState.ENDS_SOON),
        (None, 0, AgreementState.ENDS_SOON),
        (-10, -1, AgreementState.OVER),
        (1, 30, AgreementState.TO_COME),
        (1, None, AgreementState.TO_COME),
    ],
)
def test_each_agreement_stands_in_one_state_asked_of_the_database_or_of_the_row(
    make_agreement, begins_in, ends_in, expected
) -> None:
    begins = None if begins_in is None else today() + timedelta(days=begins_in)
    made = make_agreement(ends_in=ends_in, valid_from=begins)
    found = [word for word in AgreementState if HostAgreement.objects.filter(in_state(word, today())).exists()]
    assert found == [expected]
    assert state_of(made, today(), is_renewed=False) is expected


@pytest.mark.parametrize("is_renewed", [True, False])
def test_one_that_was_renewed_does_not_end_soon(make_agreement, is_renewed) -> None:
    made = make_agreement(ends_in=10)
    if is_renewed:
        later = AgreementTerms(host="School", valid_from=made.valid_until + timedelta(days=1))
        enter_agreement(ACTOR, made.point, new_ulid(), later, renews=made)
    expected = AgreementState.IN_FORCE if is_renewed else AgreementState.ENDS_SOON
    assert state_of(made, today(), is_renewed=is_renewed) is expected
    assert HostAgreement.objects.filter(in_state(expected, today()), pk=made.pk).exists()
    end_agreement(ACTOR, made.pk, ended_on=today(), reason="x")
    assert HostAgreement.objects.filter(in_state(AgreementState.ENDED, today()), pk=made.pk).exists()


def test_a_point_of_which_nothing_was_entered_is_not_known_to_have_none(make_agreement, make_point) -> None:
    with_one, without = make_agreement().point, make_point(TOWN, name={"en": "Library"})
    assert list(without_agreement(Point.objects.all())) == [without]
    ended = make_agreement()
    end_agreement(ACTOR, ended.pk, ended_on=today(), reason="x")
    assert with_one not in without_agreement(Point.objects.all())
    assert ended.point not in without_agreement(Point.objects.all()), "one was entered: it stands among the ended"


def test_a_form_with_the_number_of_another_agreement_is_refused(make_agreement, make_point) -> None:
    made, elsewhere = make_agreement(seats=40), make_point(TOWN, name={"en": "Library"})
    for point in (elsewhere, made.point):
        by = ACTOR if point is elsewhere else Actor("other@example.org")
        with pytest.raises(InvalidValue, match="somebody else"):
            enter_agreement(by, point, made.pk, AgreementTerms(host="School", seats=9))
    assert HostAgreement.objects.get().seats == 40


def test_a_form_that_is_sent_again_after_a_merger_is_known(make_agreement, make_point) -> None:
    keep, made = make_point(TOWN, name={"en": "Hall"}), make_agreement(seats=40)
    merge_points(ACTOR, keep, made.point)
    dropped = Point.objects.get(pk=made.point.pk)
    assert enter_agreement(ACTOR, dropped, made.pk, AgreementTerms(host="School", seats=40)) == made


def test_agreements_follow_a_merger(make_agreement, make_point) -> None:
    keep, dropped = make_point(TOWN, name={"en": "Hall"}), make_agreement()
    merge_points(ACTOR, keep, dropped.point)
    assert [one.pk for one in agreements_of(keep)] == [dropped.pk]
    assert [one.pk for one in agreements_about([keep])] == [dropped.pk]
    assert keep not in without_agreement(Point.objects.all())


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        ({}, "host"),
        ({"seats": 40}, "host"),
        ({"host": " ", "holder": "\u200b", "seats": 40}, "host"),
        ({"host": "School"}, "promises"),
        ({"holder": "Town", "fuel_by": DutyBearer.HOST, "key_holders": [KeyCard("A", "1")]}, "promises"),
        ({"holder": "Town", "hours": " ", "document": "\n"}, "promises"),
    ],
)
def test_a_sheet_that_says_nothing_is_no_agreement(make_point, terms, where) -> None:
    with pytest.raises(InvalidValue) as refused:
        enter_agreement(ACTOR, make_point(TOWN), new_ulid(), AgreementTerms(**terms))
    assert refused.value.where == where
    assert not HostAgreement.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"promised_minutes": 0},
        {"seats": 0},
        {"services": ["service.charging"]},
        {"hours": "daily"},
        {"promises": "tea"},
        {"signed_on": date(2026, 1, 1)},
        {"is_open_ended": True},
        {"document": "12/2026"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_one_thing_that_was_agreed_is_enough(make_point, said) -> None:
    assert enter_agreement(ACTOR, make_point(TOWN), new_ulid(), AgreementTerms(holder="Town", **said)).pk
