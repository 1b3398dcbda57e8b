"""The actions of agreements and offers, in every way in which they write."""

from datetime import date, timedelta

from django.test import override_settings

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.hosting_words import (
    BusinessKind,
    CriterionFinding,
    HostCriterion,
    OfferAnswer,
    OfferRefusal,
)
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.hosting.actions import agreements, checking, deciding, offers, reminders
from punkt_web.hosting.models import AgreementReminder, HostAgreement, HostOffer
from punkt_web.hosting.states import today
from tests.architecture.scenario_making import ACTOR, BY, Call, person, point, scenario, territory
from tests.conftest import REGION, TOWN

KEYS = (agreements.KeyCard("Ann", "+1 555 0100"),)
SEEN = checking.Found(CriterionFinding.YES, EvidenceMethod.SEEN)
OFFERED = offers.Offered(
    "Café",
    BusinessKind.CAFE,
    "Town",
    "Oak street 2",
    dict.fromkeys(HostCriterion, OfferAnswer.YES),
    seats=30,
    contact_phone="+1 555 0100",
)


def terms(**more: object) -> agreements.AgreementTerms:
    said = {"host": "Town school", "seats": 40, "valid_until": today() + timedelta(days=10), "key_holders": KEYS}
    return agreements.AgreementTerms(**{**said, **more})  # type: ignore[arg-type]


def entered() -> HostAgreement:
    return agreements.enter_agreement(ACTOR, point(), new_ulid(), terms())


@scenario
def an_agreement_is_entered() -> Call:
    about = point()
    return lambda: agreements.enter_agreement(ACTOR, about, new_ulid(), terms())


@scenario
def an_agreement_is_renewed() -> Call:
    former = entered()
    later = terms(valid_from=today() + timedelta(days=11), valid_until=date(2100, 1, 1))
    return lambda: agreements.enter_agreement(ACTOR, former.point, new_ulid(), later, renews=former)


@scenario
def an_agreement_is_changed() -> Call:
    made = entered()
    changed = terms(seats=50, key_holders=())
    return lambda: agreements.change_agreement(ACTOR, made.pk, changed, seen_at=made.changed_at)


@scenario
def an_agreement_is_ended() -> Call:
    made = entered()
    return lambda: agreements.end_agreement(ACTOR, made.pk, ended_on=today(), reason="moved away")


def in_charge() -> User:
    user = person("town@example.org")
    people.give_role(BY, user, people.Grant(Role.COORDINATOR, Scope.TERRITORY, TOWN))
    return user


def reminded() -> User:
    user = in_charge()
    entered()
    with override_settings(EMAIL_IS_SET_UP=True):
        reminders.make_reminders(clock.now())
    return user


@scenario
def reminders_are_made() -> Call:
    return reminded


@scenario
def reminders_are_taken_to_send_them() -> Call:
    user = reminded()
    return lambda: reminders.claim_reminders(user, clock.now())


@scenario
def a_reminder_that_is_not_needed_is_dropped() -> Call:
    user = reminded()
    HostAgreement.objects.update(valid_until=today() + timedelta(days=9))
    return lambda: reminders.claim_reminders(user, clock.now())


def claimed() -> list[AgreementReminder]:
    return reminders.claim_reminders(reminded(), clock.now())


@scenario
def a_reminder_is_sent() -> Call:
    taken = claimed()
    return lambda: reminders.note_reminded(taken, clock.now())


@scenario
def a_reminder_is_tried_again() -> Call:
    taken = claimed()
    return lambda: reminders.note_not_reminded(taken, InvalidValue("no answer"), clock.now())


@scenario
def a_reminder_is_set_aside() -> Call:
    taken = claimed()
    taken[0].n_tries = 99
    return lambda: reminders.note_not_reminded(taken, InvalidValue("no answer"), clock.now())


def offered() -> HostOffer:
    offers.receive_offer(OFFERED, sender="198.51.100.1")
    return HostOffer.objects.select_related("territory").get()


def checked() -> HostOffer:
    made = offered()
    HostOffer.objects.filter(pk=made.pk).update(territory=territory())
    checking.check_offer(ACTOR, made.pk, dict.fromkeys(HostCriterion, SEEN))
    return made


@scenario
def a_business_offers_a_place() -> Call:
    return offered


@scenario
def an_offer_is_taken() -> Call:
    made = offered()
    return lambda: checking.claim_offer(ACTOR, made.pk)


@scenario
def an_offer_is_given_back() -> Call:
    made = offered()
    checking.claim_offer(ACTOR, made.pk)
    return lambda: checking.release_offer(ACTOR, made.pk)


@scenario
def an_offer_is_checked() -> Call:
    return checked


@scenario
def an_offer_is_passed_on() -> Call:
    made, elsewhere = offered(), territory(REGION)
    return lambda: checking.pass_offer_on(ACTOR, made.pk, elsewhere)


@scenario
def a_business_is_listed() -> Call:
    made = checked()
    return lambda: deciding.accept_offer(ACTOR, made.pk, deciding.Listing("Café"))


@scenario
def an_offer_is_refused() -> Call:
    made = offered()
    return lambda: deciding.refuse_offer(ACTOR, made.pk, OfferRefusal.NOT_MET)


def refused() -> HostOffer:
    made = offered()
    deciding.refuse_offer(ACTOR, made.pk, OfferRefusal.NOT_MET)
    return made


@scenario
def a_refused_offer_is_taken_up_again() -> Call:
    made = refused()
    return lambda: deciding.reopen_offer(ACTOR, made.pk, "they bought a generator")


@scenario
def the_contact_of_a_refused_business_is_forgotten() -> Call:
    with clock.fixed_at(clock.now() - timedelta(days=100)):
        refused()
    return offers.forget_refused_contacts
