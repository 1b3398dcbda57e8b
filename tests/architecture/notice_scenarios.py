"""The actions of curfews, air alerts and bulletins, in every way in which they write."""

from datetime import time, timedelta

from punkt import clock
from punkt_web.operations.actions import bulletins, notices, taking
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import TerritoryNotice
from tests.architecture.scenario_making import ACTOR, ANYWHERE, DAY, Call, scenario, territory

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
