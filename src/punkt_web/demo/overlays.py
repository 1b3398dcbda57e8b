"""An overlay of the demo network, and one thing that is stated of a territory. Both are made up, and say so."""

from datetime import timedelta

from punkt import clock
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.editions import national_standards, standard_on
from punkt.standards.requirements import Standard
from punkt_web.common.audit import Actor
from punkt_web.common.zones import today_in
from punkt_web.readiness.actions.overlays import state_overlay
from punkt_web.readiness.actions.territory_facts import FactTerms, state_fact
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.overlay_texts import Decided, Sharper, amended, amount_check, sharpening_text
from punkt_web.registry.models import Territory

_MORE = 60.0
"""Telephones charged at once; the law asks for 50."""
_DAYS_AGO = 30
_WORDS = {
    "uk": "Одночасно можна заряджати щонайменше 60 мобільних пристроїв.",
    "en": "At least 60 mobile devices can be charged at once.",
    "et": "Korraga saab laadida vähemalt 60 mobiilseadet.",
    "sv": "Minst 60 mobila enheter kan laddas samtidigt.",
}


def state_demo_overlay(actor: Actor, region: Territory) -> LocalOverlay:
    """A region asks for more sockets than the law, and tells how many of its points were inspected."""
    today = today_in(region.country)
    standard = standard_on(national_standards()[region.country], today)
    decided = Decided("DEMO: a made-up decision of the region", "DEMO", today - timedelta(days=_DAYS_AGO))
    made = state_overlay(actor, region, sharpening_text(region, standard, _sharper(standard), decided))
    terms = FactTerms(
        None, 80.0, "DEMO: a made-up report of the commission", clock.now().date(), EvidenceMethod.DOCUMENT
    )
    state_fact(actor, region, "territory.inspected_share", terms)
    return made


def _sharper(standard: Standard) -> Sharper:
    asked = next(one for one in standard.requirements if one.id == "UA-PWR-04")
    check = amount_check(asked)
    return Sharper(asked, amended(check, _MORE) if check else None, None, _WORDS)
