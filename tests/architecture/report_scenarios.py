"""The actions of reports and complaints, in every way in which they write."""

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.operations.actions import answering, complaints, inbox
from punkt_web.operations.actions import reports as operations
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions import merging
from punkt_web.registry.models import Point
from tests.architecture.scenario_making import ACTOR, Call, point, report, scenario


@scenario
def a_report_comes_in() -> Call:
    one = point()
    return lambda: operations.receive_report(ACTOR, report(one))


@scenario
def a_report_about_a_merged_point_comes_in() -> Call:
    keep, drop = point(), point()
    merging.merge_points(ACTOR, keep, drop)
    return lambda: operations.receive_report(ACTOR, report(drop))


def messages(*about: Point) -> Call:
    where = Reach(point_codes=frozenset(one.code for one in about))
    sender = inbox.Sender(ACTOR, [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE)
    content = ReportContent(PointState.OPEN, headcount=3)
    ulid = new_ulid()
    sent = [ReportMessage(ulid, one.code, clock.now(), content) for one in about]
    return lambda: inbox.receive_messages(sender, sent)


@scenario
def a_message_comes_into_the_inbox() -> Call:
    return messages(point())


@scenario
def messages_with_one_number_come_into_the_inbox() -> Call:
    return messages(point(), point())


@scenario
def reports_about_two_points_come_in() -> Call:
    both = point(), point()
    return lambda: operations.receive_reports(ACTOR, [report(one) for one in (*both, both[0])])


def told(about: Point) -> None:
    complaints.receive_complaint(about.pk, ComplaintKind.CLOSED, "a lock", sender="203.0.113.5")


RIGHT = answering.Answered(ComplaintOutcome.RIGHT)


@scenario
def a_complaint_comes_in() -> Call:
    one = point()
    return lambda: told(one)


@scenario
def a_complaint_is_answered_and_an_old_one_forgotten() -> Call:
    told(point())
    old = Complaint.objects.get()
    answering.answer_complaints(ACTOR, old.pk, RIGHT)
    Complaint.objects.update(received_at=clock.now() - 2 * complaints.KEPT)
    told(point())
    new = Complaint.objects.latest("pk")
    return lambda: answering.answer_complaints(ACTOR, new.pk, RIGHT)


@scenario
def a_flood_of_complaints_is_counted() -> Call:
    one = point()
    for number in range(complaints.MOST_OF_A_POINT):
        complaints.receive_complaint(one.pk, ComplaintKind.FULL, "", sender=f"203.0.113.{number}")
    return lambda: complaints.receive_complaint(one.pk, ComplaintKind.FULL, "", sender="203.0.113.99")


@scenario
def a_complaint_is_taken() -> Call:
    told(point())
    return lambda: answering.claim_complaints(ACTOR, Complaint.objects.get().pk)


@scenario
def a_complaint_is_given_back() -> Call:
    told(point())
    answering.claim_complaints(ACTOR, Complaint.objects.get().pk)
    return lambda: answering.release_complaints(ACTOR, Complaint.objects.get().pk)
