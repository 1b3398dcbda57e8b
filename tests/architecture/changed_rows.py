"""Which rows an action changed, and which audit rows should name them.

Whole tables are compared before and after, so that it does not matter how a row was written: by a model, a query, in
bulk or by SQL.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from punkt_web.common.models import AuditEntry
from punkt_web.hosting.models import HostAgreement
from punkt_web.operations.models import Shift
from punkt_web.registry.models import Point, PublicationPolicy, Territory

Row = dict[str, Any]
Tables = dict[type[Model], dict[Any, Row]]
Name = tuple[str, str]

# A model whose rows need no audit row of their own, with the reason why that is right.
EXCEPTIONS = {
    "common.AuditEntry": "the trail itself",
    "common.AuditHead": "the end of the trail",
    "registry.Revision": "a counter for caches; it states nothing",
    "operations.AlarmRound": "when the alarms were checked last; it states nothing",
    "operations.AlarmMessage": "what waits to be sent of alarms that the trail tells of; that it was sent is told too",
    "operations.OutageSpan": "what a schedule says, as it was received; that it was read is told of the feed",
    "hosting.AgreementReminder": "what waits to be sent of agreements; that it was sent is told",
    "readiness.PointAssessment": "follows from what the trail tells of the point, and from the standard",
    "readiness.AssessmentRound": "when points were assessed last; that they were is told of the standard",
    "exchange.SourceRecord": "a row of a list as it was received; what it changed is told of the point",
    "axes.AccessAttempt": "a counter of failed sign-ins; it ends by itself",
    "sessions.Session": "who is signed in now; it ends by itself",
}

# Columns that follow from what the trail tells of another row, with the reason why they need no row of their own.
DERIVED = {
    "registry.Territory": {"path": "follows from the parents", "search_text": "follows from the names"},
    "registry.Point": {"search_text": "follows from names and address"},
    "operations.TerritoryNotice": {"feed_id": "ends with the removal of the feed"},
    "operations.Feed": {
        "read_at": "when it was last asked with success, which is every few minutes; it states nothing"
    },
    "operations.Alarm": {"unknown_since": "nobody told anything; it states nothing"},
    "operations.AlarmWebhook": {
        "fault": "why a message that is tried again did not arrive",
        "failed_at": "when a message that is tried again did not arrive",
    },
    "readiness.Inspection": {"handed_in_at": "follows from the sheets that came"},
    "exchange.MatchDecision": {"is_applied": "follows from the import that applied it"},
}


@dataclass(frozen=True)
class Changed:
    """A row that was added, changed or removed. ``names``: any one of them in the trail will do."""

    model: str
    key: Any
    names: frozenset[Name]


def tables() -> Tables:
    """Every row of every table but those of the exceptions."""
    models = [model for model in apps.get_models() if model._meta.label not in EXCEPTIONS and model._meta.managed]
    return {model: {row[model._meta.pk.attname]: row for row in model._base_manager.values()} for model in models}


def changed_rows(before: Tables, after: Tables) -> Iterator[Changed]:
    """Every difference between two states of the database."""
    both = (before, after)
    for model, rows in after.items():
        derived = DERIVED.get(model._meta.label, {})
        for key in sorted(rows.keys() | before[model].keys(), key=str):
            states = [state for state in (before[model].get(key), rows.get(key)) if state is not None]
            told = [{column: value for column, value in row.items() if column not in derived} for row in states]
            if len(told) == 1 or told[0] != told[1]:
                names = {name_of(model, row, tables) for row in states for tables in both}
                yield Changed(model._meta.label, key, frozenset(name for name in names if name is not None))


def name_of(model: type[Model], row: Row, state: Tables) -> Name | None:
    """Entity and key under which the trail tells of a row; ``None`` where the row it belongs to is not in ``state``."""
    label = model._meta.label
    if label in _OF_ITSELF:
        entity, column = _OF_ITSELF[label]
        return entity, str(row[column])
    if label == "registry.PublicationPolicy":
        assert model is PublicationPolicy
        owner: type[Model] = Point if row["point_id"] else Territory
        return _name_of_owner(owner, row["point_id"] or row["territory_id"], state)
    if label in _OF_A_POINT:
        return _name_of_owner(Point, row["point_id"], state)
    if label in _OF_A_ROW:
        owner, column = _OF_A_ROW[label]
        return _name_of_owner(owner, row[column], state)
    if label in _OF_A_TERRITORY:
        return _name_of_owner(Territory, row[_OF_A_TERRITORY[label]], state)
    if label in _OF_ANOTHER:
        entity, column = _OF_ANOTHER[label]
        return entity, str(row[column])
    raise AssertionError(f"{label} was written; say here what the trail calls its rows, or why it need not")


_OF_ITSELF = {
    "registry.Point": ("point", "code"),
    "registry.Territory": ("territory", "code"),
    "registry.PointKind": ("point kind", "code"),
    "registry.Organisation": ("organisation", "id"),
    "registry.SavedView": ("saved view", "id"),
    "accounts.User": ("person", "id"),
    "exchange.Source": ("source", "id"),
    "operations.Feed": ("feed", "id"),
    "exchange.ImportRun": ("import", "token"),
    "operations.Activation": ("activation", "ulid"),
    "operations.SupplyRequest": ("request", "ulid"),
    "operations.Depot": ("depot", "id"),
    "readiness.StatedPrice": ("price", "item"),
    "readiness.LocalOverlay": ("overlay", "key"),
    "hosting.HostOffer": ("host offer", "id"),
    "network.Member": ("network member", "ulid"),
}
_OF_A_POINT = {
    "registry.PointAlias", "registry.PointIdentifier", "registry.PointContact", "registry.PointPhoto",
    "registry.Verification", "operations.StatusReport", "operations.CurrentStatus", "operations.Complaint",
    "operations.Call", "operations.Alarm",
    "operations.AnsweredList", "operations.Incident", "operations.IncidentNote", "operations.PowerTrial",
    "operations.HandOver", "operations.HandOverRead", "operations.Shift", "operations.ShiftStep",
    "readiness.Inspection", "readiness.InspectionSheet", "readiness.InspectionPhoto", "readiness.InspectionTask",
    "operations.ShiftCancelled", "operations.ShiftPersonRemoved",
    "hosting.HostAgreement",
}  # fmt: skip
_OF_A_ROW: dict[str, tuple[type[Model], str]] = {
    "operations.ShiftPerson": (Shift, "shift_id"),
    "hosting.KeyHolder": (HostAgreement, "agreement_id"),
}
_OF_A_TERRITORY = {
    "registry.TerritoryPlacement": "territory_id",
    "registry.TerritorySuccession": "predecessor_id",
    "registry.TerritoryBoundary": "territory_id",
    "operations.TerritoryNotice": "territory_id",
    "operations.Bulletin": "territory_id",
    "operations.TakenAlert": "territory_id",
    "operations.AlarmRule": "territory_id",
    "operations.OwnLine": "territory_id",
    "operations.ListChoice": "territory_id",
    "operations.AlarmWebhook": "territory_id",
    "readiness.InspectionCampaign": "territory_id",
    "readiness.TerritoryFact": "territory_id",
}
_OF_ANOTHER = {
    "network.MemberContact": ("network member", "member_id"),
    "accounts.Membership": ("person", "user_id"),
    "mfa.Authenticator": ("person", "user_id"),
    "exchange.MatchDecision": ("source", "source_id"),
    "operations.ActivationStep": ("activation", "activation_id"),
    "operations.ActivationTask": ("activation", "activation_id"),
    "operations.FeedReading": ("feed", "feed_id"),
    "operations.RequestStep": ("request", "request_id"),
    "operations.Movement": ("depot", "depot_id"),
    "operations.AlarmPreference": ("person", "user_id"),
    "operations.AlarmDevice": ("person", "user_id"),
    "hosting.OfferCheck": ("host offer", "offer_id"),
}


def _name_of_owner(owner: type[Model], key: Any, state: Tables) -> Name | None:
    row = state[owner].get(key)
    return name_of(owner, row, state) if row is not None else None


def untold(action: Callable[[], object]) -> tuple[list[Changed], int]:
    """Runs an action; the rows it changed that no audit row of it names, and how many it changed."""
    before, last = tables(), _last_number()
    action()
    told = set(AuditEntry.objects.filter(number__gt=last).values_list("entity", "object_key"))
    changed = list(changed_rows(before, tables()))
    return [row for row in changed if told.isdisjoint(row.names)], len(changed)


def _last_number() -> int:
    return AuditEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
