"""Those in charge are reminded of agreements that end, once each, and a letter that fails stops nothing."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from punkt import clock
from punkt.ids import new_ulid
from punkt_web.accounts.models import User
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.alarm_sending import Sent
from punkt_web.exchange.reminder_sending import send_reminders
from punkt_web.hosting.actions.agreements import AgreementTerms, change_agreement, end_agreement, enter_agreement
from punkt_web.hosting.actions.reminders import claim_reminders, make_reminders
from punkt_web.hosting.models import AgreementReminder
from punkt_web.hosting.states import today
from punkt_web.operations.models import AlarmPreference
from punkt_web.registry.actions.points import set_status
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR
from tests.web.hosting.conftest import PERSON, PHONE


@pytest.fixture(autouse=True)
def _mail_can_be_sent(settings) -> None:
    settings.EMAIL_IS_SET_UP = True
    settings.SITE = "https://points.example.org"


def told() -> list[list[str]]:
    return [letter.to for letter in mail.outbox]


def test_those_in_charge_of_the_town_are_told_and_nobody_else(
    make_agreement, coordinator, region_officer, keeper, viewer
) -> None:
    made = make_agreement(ends_in=60, host=PERSON)
    assert send_reminders() == Sent(1, 0)
    assert told() == [[coordinator.email]]
    letter = mail.outbox[0]
    assert letter.subject == "1 agreement with a host ends soon"
    assert "Town: 1 agreement, within 60 days" in letter.body
    assert "https://points.example.org/desk/agreements/?state=ends_soon" in letter.body
    for secret in (PERSON, PHONE, "Hall", made.point.code):
        assert secret not in letter.subject + letter.body, "letters go through other people's machines"
    entry = AuditEntry.objects.get(action="remind of agreement")
    assert entry.after == {"agreement": made.pk, "days": 60, "is_sent": True}


@pytest.mark.parametrize(
    ("ends_in", "days"), [(61, []), (60, [60]), (15, [60]), (14, [14]), (0, [14]), (-1, []), (None, [])]
)
def test_each_reminder_comes_when_its_day_has_come(make_agreement, coordinator, ends_in, days) -> None:
    make_agreement(ends_in=ends_in)
    send_reminders()
    assert list(AgreementReminder.objects.values_list("days", flat=True)) == days


def test_each_reminder_is_sent_once_and_the_second_when_its_time_has_come(make_agreement, coordinator) -> None:
    make_agreement(ends_in=60)
    for n_days, n_letters in ((0, 1), (1, 1), (45, 1), (46, 2), (60, 2), (61, 2)):
        with clock.fixed_at(clock.now() + timedelta(days=n_days)):
            send_reminders()
            send_reminders()
        assert len(mail.outbox) == n_letters, n_days


def test_many_agreements_make_one_letter(make_agreement, make_point, coordinator, region_officer) -> None:
    for _number in range(3):
        make_agreement(ends_in=10)
    make_agreement(make_point(OTHER_TOWN), ends_in=10)
    send_reminders()
    assert told() == [[coordinator.email]], "nobody is in charge of the other region"
    assert mail.outbox[0].subject == "3 agreements with hosts end soon"


def test_where_a_town_has_nobody_the_region_is_told(make_agreement, region_officer) -> None:
    make_agreement(ends_in=10)
    send_reminders()
    assert told() == [[region_officer.email]]


@pytest.mark.parametrize("what", ["renewed", "ended", "moved", "withdrawn", "role ended"])
def test_what_was_seen_to_before_the_letter_goes_is_not_told(make_agreement, coordinator, what) -> None:
    made = make_agreement(ends_in=10)
    make_reminders(clock.now())
    if what == "renewed":
        enter_agreement(ACTOR, made.point, new_ulid(), AgreementTerms(host="School", is_open_ended=True), renews=made)
    elif what == "ended":
        end_agreement(ACTOR, made.pk, ended_on=today(), reason="x")
    elif what == "moved":
        change_agreement(ACTOR, made.pk, AgreementTerms(host="School", is_open_ended=True), seen_at=made.changed_at)
    elif what == "withdrawn":
        set_status(ACTOR, made.point, "withdrawn", reason="x")
    else:
        coordinator.memberships.all().delete()
    assert send_reminders() == Sent(0, 0)
    assert not mail.outbox
    assert not AgreementReminder.objects.exists()


def test_another_end_is_reminded_of_anew(make_agreement, coordinator) -> None:
    made = make_agreement(ends_in=10)
    send_reminders()
    later = AgreementTerms(host="School", valid_until=today() + timedelta(days=12))
    change_agreement(ACTOR, made.pk, later, seen_at=made.changed_at)
    send_reminders()
    assert len(mail.outbox) == 2


def test_who_wants_no_mail_and_people_of_a_demo_get_none(make_agreement, coordinator, make_person) -> None:
    made_up = make_person("made_up", "coordinator", "territory", TOWN)
    User.objects.filter(pk=made_up.pk).update(is_demo=True)
    AlarmPreference.objects.create(user=coordinator, by_email=False)
    make_agreement(ends_in=10)
    assert send_reminders() == Sent(0, 0)


def test_without_a_mail_server_nothing_is_made_and_it_is_made_when_there_is_one(
    make_agreement, coordinator, settings
) -> None:
    make_agreement(ends_in=10)
    settings.EMAIL_IS_SET_UP = False
    send_reminders()
    assert not AgreementReminder.objects.exists()
    settings.EMAIL_IS_SET_UP = True
    send_reminders()
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_is_tried_again_and_set_aside_at_last(
    make_agreement, coordinator, monkeypatch
) -> None:
    make_agreement(ends_in=60)
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", _refuses)
        assert send_reminders() == Sent(0, 1)
        assert send_reminders() == Sent(0, 0), "not before its time"
        for n_hours in range(1, 30):
            with clock.fixed_at(clock.now() + timedelta(hours=n_hours)):
                send_reminders()
    row = AgreementReminder.objects.get()
    assert (row.n_tries, row.set_aside_at is not None) == (7, True)
    assert AuditEntry.objects.get(action="remind of agreement").after["is_sent"] is False
    send_reminders()
    assert not mail.outbox


def _refuses(_letter: EmailMessage) -> None:
    raise smtplib.SMTPServerDisconnected("gone")


def test_a_letter_that_cannot_be_made_keeps_nobody_else_from_theirs(
    make_agreement, coordinator, make_person, monkeypatch
) -> None:
    other = make_person("second", "coordinator", "territory", TOWN)
    make_agreement(ends_in=10)
    real = EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", lambda one: _breaks() if coordinator.email in one.to else real(one))
    assert send_reminders() == Sent(1, 1)
    assert told() == [[other.email]]


def _breaks() -> None:
    raise RuntimeError("a fault of ours")


def test_two_rounds_at_once_send_one_letter(make_agreement, coordinator) -> None:
    make_agreement(ends_in=10)
    make_reminders(clock.now())
    assert len(claim_reminders(coordinator, clock.now())) == 1
    assert claim_reminders(coordinator, clock.now()) == []
    assert make_reminders(clock.now()) == 0


def test_the_letter_is_in_the_language_of_its_reader(make_agreement, coordinator) -> None:
    User.objects.filter(pk=coordinator.pk).update(language="uk")
    make_agreement(ends_in=10)
    send_reminders()
    assert "1 угода" in mail.outbox[0].subject
