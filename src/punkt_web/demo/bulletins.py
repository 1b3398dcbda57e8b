"""Made-up official information, so that every place where it is told has some to show: whole, and lacking languages."""

from datetime import timedelta

from punkt import clock
from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.demo.people import KHARKIV_OBLAST, SKANE
from punkt_web.operations.actions.bulletins import LONGEST, Words, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.registry.models import Territory

_POWER = {
    "uk": Text(
        "Пошкоджено лінії електропередачі",
        "Частина області без світла. Бригади працюють; коли повернеться світло, ще не відомо.\n"
        "Вимкніть електроплити та праски. Пункти незламності приймають усіх.",
    ),
    "en": Text(
        "Power lines are damaged",
        "A part of the region has no power. Crews are at work; when it comes back is not known yet.\n"
        "Switch off stoves and irons. Resilience points are there for everybody.",
    ),
    "et": Text(
        "Elektriliinid on kahjustatud",
        "Osa piirkonnast on elektrita. Brigaadid töötavad; millal elekter taastub, ei ole veel teada.\n"
        "Lülitage pliidid ja triikrauad välja. Kerksuskeskused võtavad vastu kõiki.",
    ),
    "sv": Text(
        "Kraftledningar är skadade",
        "En del av länet är utan el. Arbetet pågår; när elen kommer tillbaka är inte känt.\n"
        "Stäng av spisar och strykjärn. Trygghetspunkterna är till för alla.",
    ),
}
_WATER = {
    "sv": Text(
        "Här finns vatten", "Vattentankar står vid stadshuset och vid brandstationen klockan 8–20. Ta med kärl."
    ),
    "en": Text(
        "Where to get water", "Water tanks stand at the town hall and the fire station, 8:00 to 20:00. Bring cans."
    ),
}


def issue_demo_bulletins(actor: Actor, territories: dict[str, Territory]) -> None:
    """One for a region in all languages, one that lacks two. They hold as long as any may."""
    told = (
        (KHARKIV_OBLAST, _POWER, BulletinTopic.SITUATION, AlertSeverity.SEVERE, Urgency.EXPECTED),
        (SKANE, _WATER, BulletinTopic.SUPPLIES, AlertSeverity.MINOR, Urgency.FUTURE),
    )
    now = clock.now()
    for code, texts, topic, severity, urgency in told:
        if code not in territories:
            continue
        words = Words(
            texts=texts,
            without=frozenset(LANGUAGES) - texts.keys(),
            valid_from=now,
            valid_until=now + LONGEST - timedelta(days=1),
            office="DEMO",
            topic=topic,
            category=AlertCategory.INFRA,
            urgency=urgency,
            severity=severity,
            certainty=Certainty.OBSERVED,
        )
        issue_bulletin(actor, territories[code], words, within=Reach(is_everywhere=True))
