"""Members of the network in the demo: one municipality a country, and what each allows to be shown."""

from collections.abc import Mapping

from punkt.ids import new_ulid
from punkt.model.network_words import Consent, MemberKind
from punkt_web.common.audit import Actor
from punkt_web.common.names import COUNTRY_LANGUAGES, name_in
from punkt_web.demo.people import KHARKIV, SKANE, TARTU_COUNTY
from punkt_web.network.actions.members import ContactCard, MemberFacts, allow_showing, enter_member
from punkt_web.network.context import ContextFact
from punkt_web.registry.models import Territory

_MADE_UP = "DEMO"
_WORDS = {
    KHARKIV: {"settlement": "city", "grid": "scheduled", "threat": "near_front"},
    TARTU_COUNTY: {"settlement": "mixed", "grid": "meshed", "threat": "near_border"},
    SKANE: {"settlement": "mixed", "grid": "meshed", "threat": "peace"},
}
"""Made up like all that the demo says, and of the kind that is told of such places."""
_MAY_SHOW = {KHARKIV: Consent.ANONYMOUS, TARTU_COUNTY: Consent.NAMED, SKANE: Consent.NAMED}


def enter_demo_members(actor: Actor, territories: Mapping[str, Territory]) -> int:
    """The members whose territories there are; how many."""
    there = [code for code in _WORDS if code in territories]
    for code in there:
        made = enter_member(actor, new_ulid(), _facts(code, territories[code]))
        allow_showing(actor, made.pk, _MAY_SHOW[code], how="DEMO: 1/2026")
    return len(there)


def _facts(code: str, territory: Territory) -> MemberFacts:
    kind = MemberKind.MUNICIPALITY if code == KHARKIV else MemberKind.REGION
    context = {key: ContextFact(word, _MADE_UP) for key, word in _WORDS[code].items()}
    if territory.population is not None:
        context["population"] = ContextFact(territory.population, territory.population_source, territory.population_on)
    return MemberFacts(
        name_in(territory.names, COUNTRY_LANGUAGES[territory.country], territory.country),
        kind,
        territory=territory,
        context=context,
        contacts=[ContactCard(role="DEMO", email=f"office-{code.lower()}@demo.example")],
    )
