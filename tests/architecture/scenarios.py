"""Every public action, run in every way in which it writes.

A scenario prepares a small world and gives back the call; only the call is looked at.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from PIL import Image

from punkt import clock
from punkt.checklists.lists import ListKind, newest
from punkt.errors import InvalidValue
from punkt.formats.territories import TerritoryRow
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, TaskAnswer
from punkt.model.board_words import CallOutcome
from punkt.model.feed_words import FeedForm
from punkt.model.items import Item
from punkt.model.position import Position
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.vocabulary import (
    Availability,
    ComplaintKind,
    ComplaintOutcome,
    EvidenceMethod,
    PointState,
    ReportBearer,
    ReportChannel,
    TerritoryLevel,
    Visibility,
)
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Role
from punkt_web.common.audit import Actor
from punkt_web.demo import actions as demo
from punkt_web.exchange.actions import importing, runs, sources
from punkt_web.exchange.feeds import take_file
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.orders import Importer, ImportOrder
from punkt_web.exchange.storage import RunFiles
from punkt_web.operations.actions import (
    activations,
    answering,
    bulletins,
    calls,
    complaints,
    feeds,
    inbox,
    notices,
    readings,
    taking,
    tasks,
)
from punkt_web.operations.actions import reports as operations
from punkt_web.operations.actions.keeping import items, own_lines, shifts
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.actions.supplies import request_steps, stock, suggested
from punkt_web.operations.activating.area import Area
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import (
    ActivationTask,
    Complaint,
    Depot,
    Feed,
    RequestStep,
    ShiftPerson,
    SupplyRequest,
    TerritoryNotice,
)
from punkt_web.registry.actions import (
    aliases,
    batches,
    contacts,
    editing,
    merging,
    photos,
    points,
    policies,
    records,
    territories,
    verification,
    views,
)
from punkt_web.registry.models import Organisation, Point, PointKind, Territory
from punkt_web.registry.statements import Evidence
from tests.architecture import alarm_scenarios, readiness_scenarios
from tests.conftest import COUNTRY, OTHER_REGION, PASSWORD, REGION, TOWN
from tests.web.supplies import say

Call = Callable[[], object]
ACTOR = Actor("test")
BY = people.by_command("test")
LISTED = Evidence("a list", EvidenceMethod.IMPORTED)
DAY = date(2026, 1, 1)
LIST = "id,name,address,settlement,lat,lon,capacity,contact_phone,host\n"
ROW = "A1,School,Oak street 1,Town,50.4501,30.5234,120,+380441112233,The Town Council\n"
SAME_PLACE = "B7,School,Oak street 1,Town,50.4503,30.5236,125,,\n"

SCENARIOS: list[Callable[[], Call]] = []


def scenario(prepare: Callable[[], Call]) -> Callable[[], Call]:
    """Adds a scenario to the list."""
    SCENARIOS.append(prepare)
    return prepare


def territory(code: str = TOWN) -> Territory:
    return Territory.objects.get(code=code)


def point(**more: object) -> Point:
    stated = {"name": {"uk": "Школа"}, "address": "Oak street 1", "territory": territory(), **more}
    return points.register_point(ACTOR, stated, LISTED)


def person(email: str = "ann@example.org") -> User:
    return people.give_person(BY, email, password=PASSWORD)


def administrator() -> User:
    user = person("chief@example.org")
    people.give_role(BY, user, people.Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE))
    return user


@scenario
def a_revision_is_published() -> Call:
    return points.publish_revision


@scenario
def an_organisation_is_named() -> Call:
    return lambda: points.organisation(ACTOR, "The Town Council")


@scenario
def a_point_is_registered() -> Call:
    return point


@scenario
def a_point_is_changed() -> Call:
    one = point()
    return lambda: points.change_point(ACTOR, one, {"capacity_seated": 7, "service.heat": "yes"}, LISTED)


@scenario
def a_point_is_withdrawn() -> Call:
    one = point()
    return lambda: points.set_status(ACTOR, one, "withdrawn", reason="closed")


@scenario
def a_batch_makes_and_changes_points() -> Call:
    known, also = point(), point()
    batch = batches.PointBatch(LISTED, by="test")
    batch.add_new({"name": {"uk": "Нова"}}, identifiers=[("register", "1")])
    batch.add_change(known, {"capacity_seated": 9}, identifiers=[("register", "2")])
    batch.add_change(also, {}, identifiers=[("register", "3")])
    return lambda: batches.write_batch(ACTOR, batch, reason="a list")


@scenario
def a_point_is_stated_at_the_desk() -> Call:
    stated = {"name": {"uk": "Школа"}, "host": "The Council", "authority": "The Region", "territory": territory()}
    return lambda: editing.register_stated_point(ACTOR, stated, LISTED, status="planned", aliases=("Alias",))


@scenario
def a_point_is_changed_at_the_desk() -> Call:
    one = point()
    return lambda: editing.change_seen_point(ACTOR, one, {"host": "The Council"}, LISTED, seen_at=one.updated_at)


def two_points_with_everything() -> tuple[Point, Point]:
    keep, drop = point(name={"uk": "Школа"}), point(name={"uk": "Ліцей", "en": "Lyceum"}, capacity_seated=5)
    aliases.add_alias(ACTOR, drop, "Alias")
    aliases.add_identifier(ACTOR, drop, "register", "1")
    contacts.add_contact(ACTOR, drop, contacts.ContactCard(phone="112"))
    photos.add_photo(ACTOR, drop, picture(), description="door")
    verification.verify_fields(ACTOR, drop, ["capacity_seated"], EvidenceMethod.SEEN)
    return keep, drop


@scenario
def points_with_everything_are_merged() -> Call:
    keep, drop = two_points_with_everything()
    operations.receive_report(ACTOR, report(drop))
    return lambda: merging.merge_points(ACTOR, keep, drop)


@scenario
def a_hidden_point_is_merged_into_a_public_one() -> Call:
    keep, drop = point(), point()
    policies.set_policy(ACTOR, drop, Visibility.HIDDEN, reason="a target")
    return lambda: merging.merge_points(ACTOR, keep, drop)


@scenario
def a_point_into_which_another_was_merged_is_merged() -> Call:
    last, middle, first = point(), point(), point()
    merging.merge_points(ACTOR, middle, first)
    return lambda: merging.merge_points(ACTOR, last, middle)


@scenario
def a_kind_is_added() -> Call:
    return lambda: records.save_record(ACTOR, PointKind(code="zz-tent", country=COUNTRY, names={"en": "Tent"}))


@scenario
def a_territory_is_renamed() -> Call:
    town = territory()
    town.names = {"en": "New Town"}
    return lambda: records.save_record(ACTOR, town)


@scenario
def an_organisation_is_deleted() -> Call:
    gone = Organisation.objects.create(name="Gone")
    return lambda: records.delete_record(ACTOR, gone)


@scenario
def a_register_is_loaded() -> Call:
    rows = [
        TerritoryRow(REGION, COUNTRY, TerritoryLevel.REGION, {"en": "First Region"}),
        TerritoryRow("ZZ03", COUNTRY, TerritoryLevel.REGION, {"en": "Third Region"}),
        TerritoryRow(TOWN, REGION, TerritoryLevel.MUNICIPALITY, {"en": "Old Town"}),
        TerritoryRow("EE-0001", "EE", TerritoryLevel.REGION, {"et": "Maakond"}),
    ]
    return lambda: territories.load_territories(ACTOR, rows, source="register", valid_from=DAY)


@scenario
def a_unit_moves_with_all_below_it() -> Call:
    village = Territory.objects.create(
        country=COUNTRY, code="ZZ010101", level="settlement", names={"en": "Village"}, parent=territory(),
        path=f"{territory().path}ZZ010101/",
    )  # fmt: skip
    assert village.path.startswith(territory().path)
    rows = [TerritoryRow(TOWN, OTHER_REGION, TerritoryLevel.MUNICIPALITY, {"en": "Town"})]
    return lambda: territories.load_territories(ACTOR, rows, source="register", valid_from=DAY)


@scenario
def units_are_merged() -> Call:
    return lambda: territories.merge_territories(ACTOR, [territory()], territory(OTHER_REGION), happened_on=DAY)


@scenario
def boundaries_are_loaded() -> Call:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    return lambda: territories.load_boundaries(ACTOR, {TOWN: shape}, source="boundaries")


@scenario
def an_alias_is_added() -> Call:
    one = point()
    return lambda: aliases.add_alias(ACTOR, one, "Alias")


@scenario
def an_alias_is_removed() -> Call:
    alias = aliases.add_alias(ACTOR, point(), "Alias")
    return lambda: aliases.remove_alias(ACTOR, alias)


@scenario
def an_identifier_is_added() -> Call:
    one = point()
    return lambda: aliases.add_identifier(ACTOR, one, "register", "1")


@scenario
def an_identifier_is_removed() -> Call:
    identifier = aliases.add_identifier(ACTOR, point(), "register", "1")
    return lambda: aliases.remove_identifier(ACTOR, identifier)


@scenario
def a_point_is_hidden() -> Call:
    one = point()
    return lambda: policies.set_policy(ACTOR, one, Visibility.HIDDEN, reason="a target")


@scenario
def another_policy_is_set_for_a_territory() -> Call:
    policies.set_policy(ACTOR, territory(), Visibility.HIDDEN, reason="front line")
    return lambda: policies.set_policy(ACTOR, territory(), Visibility.AREA, reason="calmer")


@scenario
def a_policy_is_ended() -> Call:
    policies.set_policy(ACTOR, territory(), Visibility.HIDDEN, reason="front line")
    return lambda: policies.end_policy(ACTOR, territory(), reason="over")


@scenario
def a_contact_is_added() -> Call:
    one = point()
    return lambda: contacts.add_contact(ACTOR, one, contacts.ContactCard(phone="112"))


@scenario
def a_contact_is_removed() -> Call:
    contact = contacts.add_contact(ACTOR, point(), contacts.ContactCard(phone="112"))
    return lambda: contacts.remove_contact(ACTOR, contact)


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    out.seek(0)
    return out


@scenario
def a_photo_is_added() -> Call:
    one = point()
    return lambda: photos.add_photo(ACTOR, one, picture(), description="door")


@scenario
def a_photo_is_removed() -> Call:
    photo = photos.add_photo(ACTOR, point(), picture(), description="door")
    return lambda: photos.remove_photo(ACTOR, photo)


@scenario
def fields_are_checked() -> Call:
    one = point(capacity_seated=7)
    return lambda: verification.verify_fields(ACTOR, one, ["capacity_seated"], EvidenceMethod.SEEN)


@scenario
def a_view_is_saved() -> Call:
    owner = person()
    return lambda: views.save_view(ACTOR, owner, "mine", "q=1")


@scenario
def a_view_is_renamed() -> Call:
    view = views.save_view(ACTOR, person(), "mine", "q=1")
    return lambda: views.rename_view(ACTOR, view, "ours")


@scenario
def a_view_is_deleted() -> Call:
    view = views.save_view(ACTOR, person(), "mine", "q=1")
    return lambda: views.delete_view(ACTOR, view)


def report(about: Point) -> operations.Report:
    return operations.Report(about.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.OPEN, headcount=3))


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


ANYWHERE = Reach(is_everywhere=True)
TERMS = notices.Terms(time(23), time(5), DAY, decision="1/2026")


@scenario
def a_curfew_is_set() -> Call:
    return lambda: notices.set_curfew(ACTOR, territory(), TERMS, within=ANYWHERE)


@scenario
def a_curfew_is_corrected() -> Call:
    notices.set_curfew(ACTOR, territory(), TERMS, within=ANYWHERE)
    terms = notices.Terms(time(22), time(5), DAY, decision="2/2026")
    return lambda: notices.change_curfew(ACTOR, TerritoryNotice.objects.get().pk, terms, within=ANYWHERE)


@scenario
def a_curfew_is_ended() -> Call:
    notices.set_curfew(ACTOR, territory(), TERMS, within=ANYWHERE)
    return lambda: notices.end_notice(ACTOR, TerritoryNotice.objects.get().pk, within=ANYWHERE)


@scenario
def an_air_alert_starts() -> Call:
    return lambda: notices.start_alert(ACTOR, territory(), within=ANYWHERE)


@scenario
def an_air_alert_is_still_on() -> Call:
    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        notices.start_alert(ACTOR, territory(), within=ANYWHERE)
    return lambda: notices.confirm_alert(ACTOR, TerritoryNotice.objects.get().pk, within=ANYWHERE)


@scenario
def an_air_alert_ends() -> Call:
    notices.start_alert(ACTOR, territory(), within=ANYWHERE)
    return lambda: notices.end_notice(ACTOR, TerritoryNotice.objects.get().pk, within=ANYWHERE)


ACTIVATED = "01KCR3V4W8M0Q2T5Y7Z9B1D3F6"
ASKED = activations.Terms(ActivationTrigger.OUTAGE_12_H, "No power", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK)
WELL = dict.fromkeys(ClosingCriterion, Availability.YES)


def activation() -> None:
    area = Area((point(territory=territory()).territory,))
    activations.activate(ACTOR, ACTIVATED, area, ASKED, within=ANYWHERE)


@scenario
def points_are_asked_to_open() -> Call:
    area = Area((point(territory=territory()).territory,))
    return lambda: activations.activate(ACTOR, ACTIVATED, area, ASKED, within=ANYWHERE)


@scenario
def an_activation_is_changed() -> Call:
    activation()
    how = activations.Change(ServiceLevel.OVERNIGHT, ActivationMode.SCHEDULE, None, "cold")
    return lambda: activations.change(ACTOR, ACTIVATED, how, within=ANYWHERE)


@scenario
def more_points_are_asked() -> Call:
    activation()
    point(territory=territory())
    return lambda: activations.add_points(ACTOR, ACTIVATED, within=ANYWHERE)


@scenario
def a_task_is_answered() -> Call:
    activation()
    task = ActivationTask.objects.get()
    return lambda: tasks.answer_task(ACTOR, task.pk, TaskAnswer.CANNOT, "no fuel", within=ANYWHERE)


@scenario
def an_activation_is_closed() -> Call:
    activation()
    return lambda: activations.close(ACTOR, ACTIVATED, WELL, within=ANYWHERE)


@scenario
def a_call_is_taken_on() -> Call:
    where = point()
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_is_held_on_to() -> Call:
    where = point()
    with clock.fixed_at(clock.now() - timedelta(minutes=1)):
        calls.take_call(ACTOR, where)
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_that_ran_out_is_taken_on_by_another() -> Call:
    where = point()
    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        calls.take_call(Actor("another"), where)
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_ends() -> Call:
    taken = calls.take_call(ACTOR, point())
    assert taken is not None
    return lambda: calls.end_call(ACTOR, taken.pk, CallOutcome.NOT_REACHED, note="rang long")


@scenario
def a_call_tells_something() -> Call:
    where, user = point(), administrator()
    calls.take_call(ACTOR, where)
    return lambda: calls.tell_from_call(ACTOR, user, where, new_ulid(), ReportContent(state=PointState.OPEN))


DIESEL = Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 50.0)


def asked_for(where: Point) -> SupplyRequest:
    ulid = new_ulid()
    say(ACTOR, where, DIESEL, ulid=ulid)
    return SupplyRequest.objects.get(pk=ulid)


def in_town() -> Point:
    return point(territory=territory())


def a_depot(where: Point) -> Depot:
    assert where.territory is not None
    made = stock.save_depot(ACTOR, where.territory, stock.DepotTerms("Depot"), within=ANYWHERE)
    counted = stock.Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 100.0)
    stock.move(ACTOR, made.pk, counted, within=ANYWHERE)
    return made


def desk_step(kind: RequestStepKind, **more: object) -> request_steps.DeskStep:
    return request_steps.DeskStep(new_ulid(), kind, **more)  # type: ignore[arg-type]


def sent_off(request: SupplyRequest, depot: Depot) -> None:
    expected_at = clock.now() + timedelta(hours=1)
    step = desk_step(
        RequestStepKind.SEND, quantity=50.0, item="fuel.diesel", expected_at=expected_at, depot_id=depot.pk
    )
    request_steps.take_step(ACTOR, request.pk, step, within=ANYWHERE)


@scenario
def supplies_are_asked_for() -> Call:
    where = point()
    return lambda: say(ACTOR, where, DIESEL)


@scenario
def a_request_comes_as_a_text_and_from_its_console() -> Call:
    where, at = point(), clock.now()
    say(ACTOR, where, DIESEL, at, bearer=ReportBearer.TEXT)
    with_note = replace(DIESEL, note="Gate B")
    return lambda: say(ACTOR, where, with_note, at)


@scenario
def what_came_is_confirmed() -> Call:
    where = point()
    request = asked_for(where)
    return lambda: say(ACTOR, where, Arrived(request.pk, 40.0))


@scenario
def a_request_is_withdrawn() -> Call:
    where = point()
    request = asked_for(where)
    return lambda: say(ACTOR, where, Withdrawn(request.pk))


@scenario
def a_request_is_taken_to_deal_with() -> Call:
    request = asked_for(point())
    return lambda: request_steps.claim_request(ACTOR, request.pk, within=ANYWHERE)


@scenario
def a_request_is_given_back() -> Call:
    request = asked_for(point())
    request_steps.claim_request(ACTOR, request.pk, within=ANYWHERE)
    return lambda: request_steps.release_request(ACTOR, request.pk, within=ANYWHERE)


@scenario
def a_request_is_accepted() -> Call:
    request = asked_for(point())
    accepted = desk_step(RequestStepKind.ACCEPT)
    return lambda: request_steps.take_step(ACTOR, request.pk, accepted, within=ANYWHERE)


@scenario
def a_request_is_sent_out_of_a_depot() -> Call:
    where = in_town()
    request, depot = asked_for(where), a_depot(where)
    return lambda: sent_off(request, depot)


@scenario
def what_was_sent_turns_back() -> Call:
    where = in_town()
    request, depot = asked_for(where), a_depot(where)
    sent_off(request, depot)
    sent = RequestStep.objects.get(kind=RequestStepKind.SEND).ulid
    turned = desk_step(RequestStepKind.TURN_BACK, sent=sent, note="the bridge is down", is_back=True)
    return lambda: request_steps.take_step(ACTOR, request.pk, turned, within=ANYWHERE)


@scenario
def a_suggestion_is_taken() -> Call:
    where = in_town()
    one = suggested.Suggested(new_ulid(), where, "fuel.diesel", 50.0, depot=a_depot(where))
    return lambda: suggested.take_suggestion(ACTOR, one, within=ANYWHERE)


@scenario
def a_shortage_becomes_a_request() -> Call:
    where = point()
    return lambda: suggested.ask_for_shortage(ACTOR, where, RequestKind.WATER, within=ANYWHERE)


@scenario
def a_depot_is_added() -> Call:
    where = territory()
    return lambda: stock.save_depot(ACTOR, where, stock.DepotTerms("Depot", phone="1"), within=ANYWHERE)


@scenario
def a_depot_is_changed() -> Call:
    where = in_town()
    depot = a_depot(where)
    assert where.territory is not None
    terms = stock.DepotTerms("Depot 2", where)
    return lambda: stock.save_depot(ACTOR, depot.territory, terms, within=ANYWHERE, pk=depot.pk)


@scenario
def stock_is_counted() -> Call:
    depot = a_depot(in_town())
    counted = stock.Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 90.0, "a can leaked")
    return lambda: stock.move(ACTOR, depot.pk, counted, within=ANYWHERE)


SCHEDULE = (
    b"operator,group,start,end,certainty\n"
    b"x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite\nx,1.1,?,2026-01-15T14:00Z,none\n"
)
ALERTS = (
    b'{"alerts": [{"location_uid": "22", "location_title": "a region", "location_type": "oblast",'
    b' "alert_type": "air_raid", "started_at": "2026-01-15T10:00:00Z"}]}'
)
NO_ALERTS = b'{"alerts": []}'


def feed_of(form: FeedForm) -> Feed:
    return feeds.add_feed(ACTOR, None, feeds.FeedTerms("a feed", form), within=ANYWHERE)


def taken(feed: Feed, content: bytes, file_name: str = "a file") -> None:
    take_file(ACTOR, feed, content, file_name, within=ANYWHERE)


def alerts_on() -> Feed:
    Territory.objects.create(
        country="UA", code="UA63000000000041885", level="region", names={"en": "Kharkiv"}, path="UA63000000000041885/"
    )
    feed = feed_of(FeedForm.ALERTS_IN_UA)
    taken(feed, ALERTS)
    return feed


@scenario
def a_feed_is_added() -> Call:
    return lambda: feed_of(FeedForm.OUTAGE_CSV)


@scenario
def a_schedule_is_read() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    return lambda: taken(feed, SCHEDULE)


@scenario
def another_schedule_is_read() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    for number in range(readings.KEPT_READINGS):
        taken(feed, SCHEDULE + b"\n" * number)
    return lambda: taken(feed, SCHEDULE.replace(b"14:00", b"15:00"))


@scenario
def the_same_schedule_is_read_again() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    return lambda: taken(feed, SCHEDULE)


@scenario
def a_feed_tells_of_an_air_alert() -> Call:
    return alerts_on


@scenario
def a_feed_says_that_an_alert_is_still_on() -> Call:
    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        feed = alerts_on()
    return lambda: taken(feed, ALERTS)


@scenario
def a_feed_says_that_an_alert_is_over() -> Call:
    feed = alerts_on()
    return lambda: taken(feed, NO_ALERTS)


@scenario
def a_person_ends_what_a_feed_tells() -> Call:
    alerts_on()
    return lambda: notices.end_notice(ACTOR, TerritoryNotice.objects.get().pk, within=ANYWHERE)


@scenario
def a_feed_breaks() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    return lambda: feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))


@scenario
def a_broken_feed_breaks_in_another_way() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))
    return lambda: feeds.note_fault(ACTOR, feed.pk, InvalidValue("no table"))


@scenario
def a_broken_feed_is_read_again() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))
    return lambda: taken(feed, SCHEDULE)


@scenario
def a_feed_is_removed_with_what_it_told() -> Call:
    feed = alerts_on()
    return lambda: feeds.remove_feed(ACTOR, feed.pk, within=ANYWHERE)


@scenario
def a_schedule_is_removed() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    return lambda: feeds.remove_feed(ACTOR, feed.pk, within=ANYWHERE)


def _words(office: str = "Town") -> bulletins.Words:
    texts = {code: Text("News", "Text.") for code in LANGUAGES}
    return bulletins.Words(texts, clock.now(), clock.now() + timedelta(hours=3), office)


@scenario
def a_bulletin_is_issued() -> Call:
    return lambda: bulletins.issue_bulletin(ACTOR, territory(), _words(), within=ANYWHERE)


@scenario
def a_bulletin_is_corrected() -> Call:
    ulid = bulletins.issue_bulletin(ACTOR, territory(), _words(), within=ANYWHERE)
    return lambda: bulletins.correct_bulletin(ACTOR, ulid, _words("Other office"), within=ANYWHERE)


@scenario
def a_bulletin_is_ended() -> Call:
    ulid = bulletins.issue_bulletin(ACTOR, territory(), _words(), within=ANYWHERE)
    return lambda: bulletins.end_bulletin(ACTOR, ulid, within=ANYWHERE)


def _cap(identifier: str, kind: str, references: str = "") -> bytes:
    info = (
        "<info><category>Infra</category><event>News</event><urgency>Unknown</urgency><severity>Unknown</severity>"
        "<certainty>Unknown</certainty><expires>2090-01-01T00:00:00-00:00</expires></info>"
    )
    return (
        f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>'
        f"<sender>grid</sender><sent>2026-01-01T00:00:00-00:00</sent><status>Actual</status><msgType>{kind}</msgType>"
        f"<scope>Public</scope>{references}{'' if kind == 'Cancel' else info}</alert>"
    ).encode()


def _take(content: bytes) -> object:
    return taking.take_alert(ACTOR, territory(), content, within=ANYWHERE, may_lack_languages=True)


@scenario
def a_cap_message_is_taken() -> Call:
    return lambda: _take(_cap("A1", "Alert"))


@scenario
def a_cap_message_takes_one_back() -> Call:
    _take(_cap("A1", "Alert"))
    references = "<references>grid,A1,2026-01-01T00:00:00-00:00</references>"
    return lambda: _take(_cap("A2", "Cancel", references))


@scenario
def a_person_is_added() -> Call:
    return person


@scenario
def a_person_is_added_with_a_role() -> Call:
    grant = people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN)
    return lambda: people.give_person_with_role(BY, "ann@example.org", grant)


@scenario
def a_person_is_changed() -> Call:
    user = person()
    return lambda: people.change_person(BY, user, email="anna@example.org", name="Anna", language="uk")


@scenario
def a_password_is_set_and_a_lockout_ends() -> Call:
    user = person()
    AccessAttempt.objects.create(username=user.email, ip_address="203.0.113.5", failures_since_start=9)
    return lambda: people.set_password(BY, user, f"{PASSWORD}-2")


@scenario
def a_link_is_shown() -> Call:
    user = person()
    return lambda: people.give_password_link(BY, user)


@scenario
def an_account_is_closed() -> Call:
    user = person()
    return lambda: people.deactivate(BY, user)


@scenario
def an_account_is_opened_again() -> Call:
    user = person()
    people.deactivate(BY, user)
    return lambda: people.reactivate(BY, user)


@scenario
def a_second_factor_is_removed() -> Call:
    user = person()
    Authenticator.objects.create(user=user, type="totp", data={})
    return lambda: people.remove_second_factor(BY, user)


@scenario
def a_role_is_given_and_given_again_for_a_time() -> Call:
    user, until = person(), datetime(2099, 1, 1, tzinfo=UTC)
    grant = people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN)
    people.give_role(BY, user, grant)
    return lambda: people.give_role(BY, user, people.Grant(grant.role, grant.scope, TOWN, valid_until=until))


@scenario
def a_role_ends_a_password_that_somebody_else_could_know() -> Call:
    user, knower = person(), person("knower@example.org")
    User.objects.filter(pk=user.pk).update(password_by=knower)
    return lambda: people.give_role(BY, user, people.Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE))


@scenario
def a_role_is_ended() -> Call:
    people.give_role(BY, person(), people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN))
    membership = Membership.objects.get()
    return lambda: people.end_role(BY, membership)


def imported(*rows: str, source: str = "the list", **order: object) -> object:
    content = (LIST + "".join(rows)).encode()
    return importing.apply_order(ImportOrder(content, "list.csv", source, **order), Importer.installation())  # type: ignore[arg-type]


@scenario
def a_list_is_imported_with_hosts_contacts_and_columns() -> Call:
    return lambda: imported(ROW, columns={"host": "host"}, visibility=Visibility.MEMBERS)


@scenario
def a_newer_list_changes_and_lacks_points() -> Call:
    imported(ROW, ROW.replace("A1", "A2").replace("Oak street 1", "Elm street 22").replace("50.4501", "50.4701"))
    return lambda: imported(ROW.replace("120", "130").replace("Council", "Board"))


@scenario
def the_same_list_is_imported_again() -> Call:
    imported(ROW)
    return lambda: imported(ROW)


@scenario
def a_row_without_a_number_moves() -> Call:
    row = ROW.replace("A1", "")
    imported(row)
    return lambda: imported(row.replace("50.4501", "50.4509"))


@scenario
def a_decided_match_is_applied() -> Call:
    imported(ROW)
    imported(SAME_PLACE, source="other list")
    run, user = ImportRun.objects.latest("pk"), administrator()
    key = run.source.records.get().key
    runs.decide_matches(user, run, [runs.Answer(key, Point.objects.get().code)])
    return lambda: imported(SAME_PLACE, source="other list")


@scenario
def a_match_is_decided() -> Call:
    imported(ROW)
    imported(SAME_PLACE, source="other list")
    run, user = ImportRun.objects.latest("pk"), administrator()
    key = run.source.records.get().key
    return lambda: runs.decide_matches(user, run, [runs.Answer(key, "")])


@scenario
def a_source_is_described() -> Call:
    source = Source.objects.create(name="the list")
    source.licence = "CC BY 4.0"
    return lambda: sources.describe_source(ACTOR, source)


@scenario
def a_source_is_added() -> Call:
    return lambda: sources.describe_source(ACTOR, Source(name="the list", columns={"a": "name"}))


def given() -> tuple[User, ImportRun]:
    user = administrator()
    return user, runs.start_run(user, upload())


def upload() -> runs.Upload:
    return runs.Upload([(LIST + ROW).encode()], "list.csv", "the list", TOWN)


def previewed() -> tuple[User, ImportRun]:
    user, run = given()
    runs.stage_run(run.token)
    return user, run


@scenario
def a_list_is_given() -> Call:
    user = administrator()
    return lambda: runs.start_run(user, upload())


@scenario
def a_list_is_read() -> Call:
    _user, run = given()
    return lambda: runs.stage_run(run.token)


@scenario
def reading_fails() -> Call:
    _user, run = given()
    RunFiles(run.token).remove()
    return lambda: runs.stage_run(run.token)


@scenario
def columns_are_corrected() -> Call:
    user, run = previewed()
    return lambda: runs.correct_run(user, run, columns={"host": ""}, territory_code=TOWN, visibility="")


@scenario
def a_run_is_confirmed() -> Call:
    user, run = previewed()
    return lambda: runs.confirm_run(user, run)


@scenario
def a_confirmed_run_is_applied() -> Call:
    user, run = previewed()
    runs.correct_run(user, run, columns={"host": "host"}, territory_code=TOWN, visibility="")
    runs.stage_run(run.token)
    runs.confirm_run(user, run)
    return lambda: runs.apply_run(run.token)


def _with(call: Callable[..., Call], made: Callable[[], object]) -> Callable[[], Call]:
    def prepare() -> Call:
        return call(made())

    prepare.__name__ = f"{call.__module__.rpartition('.')[2]}_{call.__name__}"
    return prepare


for made, calls_of in (
    (point, alarm_scenarios.OF_A_POINT),
    (territory, alarm_scenarios.OF_A_TERRITORY),
    (person, alarm_scenarios.OF_A_PERSON),
    (point, readiness_scenarios.OF_A_POINT),
):
    for one_call in calls_of:
        scenario(_with(one_call, made))


@scenario
def a_message_of_alarms_is_tried_again() -> Call:
    return alarm_scenarios.message_failed(point(), 1)


@scenario
def a_message_of_alarms_is_set_aside() -> Call:
    return alarm_scenarios.message_failed(point(), 99)


@scenario
def a_run_is_stopped() -> Call:
    user, run = given()
    return lambda: runs.stop_run(user, run)


@scenario
def a_stopped_run_is_started_again() -> Call:
    user, run = given()
    runs.stop_run(user, run)
    return lambda: runs.restart_run(user, run)


@scenario
def a_run_is_thrown_away() -> Call:
    user, run = previewed()
    return lambda: runs.discard_run(user, run)


@scenario
def a_dead_worker_is_noted() -> Call:
    _user, run = given()
    RunFiles(run.token).tell("reading", 0, 1)

    def call() -> None:
        with clock.fixed_at(clock.now() + timedelta(hours=1)):
            runs.note_dead_worker(run)

    return call


@scenario
def an_old_run_is_forgotten() -> Call:
    previewed()
    ImportRun.objects.update(started_at=clock.now() - timedelta(days=30))
    return runs.forget_old_runs


@scenario
def the_demo_is_loaded() -> Call:
    return lambda: demo.load_demo(seed=1, scale=0.005)


@scenario
def the_demo_reports() -> Call:
    Point.objects.filter(pk=point(position=Position(50.0, 30.0)).pk).update(is_demo=True)
    return lambda: demo.report_now(seed=1)


@scenario
def the_demo_wakes_up() -> Call:
    Point.objects.filter(pk=point(position=Position(50.0, 30.0)).pk).update(is_demo=True)
    return lambda: demo.refresh_if_stale(seed=1)


def item_of(kind: str, **content: object) -> Call:
    about = point()
    return receiving_items(about, Item(kind, new_ulid(), about.code, clock.now(), content))


def receiving_items(about: Point, *sent: Item) -> Call:
    where = Reach(point_codes=frozenset({about.code}))
    sender = inbox.Sender(ACTOR, [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE)
    return lambda: items.receive_items(sender, sent, KINDS)


@scenario
def a_list_is_gone_through() -> Call:
    return item_of("checklist", list="opening", version="1", lines={"water": {"answer": "done"}})


@scenario
def an_incident_is_written_and_something_added_to_it() -> Call:
    about, ulid = point(), new_ulid()
    told = {"about": "fire", "severity": "severe", "what": "Smoke from the stove"}
    note = {"incident": ulid, "what": "It is out", "closing": "yes"}
    incident = Item("incident", ulid, about.code, clock.now(), told)
    return receiving_items(about, incident, Item("incident_note", new_ulid(), about.code, clock.now(), note))


@scenario
def a_shift_is_handed_over_and_that_is_read() -> Call:
    about, ulid = point(), new_ulid()
    words = Item("hand_over", ulid, about.code, clock.now(), {"note": "The stove smokes"})
    read = Item("hand_over_read", new_ulid(), about.code, clock.now(), {"hand_over": ulid})
    return receiving_items(about, words, read)


def planned_shift() -> ShiftPerson:
    when = shifts.PlannedTime(clock.now(), clock.now() + timedelta(hours=8))
    made = shifts.plan_shift(ACTOR, point(), when, users=[person("bo@example.org")], within=Reach(is_everywhere=True))
    return ShiftPerson.objects.get(shift=made)


@scenario
def a_shift_is_planned() -> Call:
    about, by_account = point(), [person()]
    when = shifts.PlannedTime(clock.now(), clock.now() + timedelta(hours=8), 2)
    everywhere = Reach(is_everywhere=True)
    return lambda: shifts.plan_shift(ACTOR, about, when, users=by_account, names=["Ann"], within=everywhere)


@scenario
def a_shift_is_begun_and_ended() -> Call:
    who = planned_shift()
    about = who.shift.point
    steps = [{"person": who.ulid, "step": "begin"}, {"person": who.ulid, "step": "end"}]
    sent = [Item("shift_step", new_ulid(), about.code, clock.now(), step) for step in steps]
    return receiving_items(about, *sent)


@scenario
def a_shift_is_cancelled() -> Call:
    ulid = planned_shift().shift.ulid
    return lambda: shifts.cancel_shift(ACTOR, ulid, within=Reach(is_everywhere=True))


@scenario
def somebody_is_taken_out_of_a_shift() -> Call:
    ulid = planned_shift().ulid
    return lambda: shifts.remove_person(ACTOR, ulid, within=Reach(is_everywhere=True))


@scenario
def the_names_of_an_old_shift_are_forgotten() -> Call:
    old = planned_shift().shift
    old.begins_at, old.ends_at = (clock.now() - timedelta(days=days) for days in (101, 100))
    old.save()
    when = shifts.PlannedTime(clock.now(), clock.now() + timedelta(hours=8))
    about = point()
    return lambda: shifts.plan_shift(ACTOR, about, when, within=Reach(is_everywhere=True))


# --- checklists -------------------------------------------------------------------------------------------------------

_A_LINE = newest(ListKind.ROUND).lines[0].key


@scenario
def a_line_of_a_list_is_added() -> Call:
    where = territory()
    return lambda: own_lines.add_line(ACTOR, where, ListKind.ROUND, {"en": "Lock the yard"})


@scenario
def a_line_of_a_list_is_ended() -> Call:
    where = territory()
    line = own_lines.add_line(ACTOR, where, ListKind.ROUND, {"en": "Lock the yard"})
    return lambda: own_lines.end_line(ACTOR, where, ListKind.ROUND, line.key)


@scenario
def a_line_of_a_list_is_moved() -> Call:
    where = territory()
    return lambda: own_lines.move_line(ACTOR, where, ListKind.ROUND, _A_LINE, is_up=False)


@scenario
def the_order_of_a_list_is_taken_from_above() -> Call:
    where = territory()
    own_lines.move_line(ACTOR, where, ListKind.ROUND, _A_LINE, is_up=False)
    return lambda: own_lines.take_order_from_above(ACTOR, where, ListKind.ROUND)


@scenario
def a_line_of_a_list_is_marked_as_not_here() -> Call:
    where = territory()
    return lambda: own_lines.mark_not_here(ACTOR, where, ListKind.ROUND, _A_LINE, "No stove")
