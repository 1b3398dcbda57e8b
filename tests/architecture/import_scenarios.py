"""The actions of imports and sources, in every way in which they write."""

from datetime import timedelta

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.exchange.actions import importing, runs, sources
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.orders import Importer, ImportOrder
from punkt_web.exchange.storage import RunFiles
from punkt_web.registry.models import Point
from tests.architecture.scenario_making import ACTOR, Call, administrator, scenario
from tests.conftest import TOWN

LIST = "id,name,address,settlement,lat,lon,capacity,contact_phone,host\n"
ROW = "A1,School,Oak street 1,Town,50.4501,30.5234,120,+380441112233,The Town Council\n"
SAME_PLACE = "B7,School,Oak street 1,Town,50.4503,30.5236,125,,\n"


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
