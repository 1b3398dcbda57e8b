"""What points ask for, what was done about it, and what depots hold."""

from django.db import models

from punkt.model.request_words import MovementKind, RequestKind, RequestState, RequestStepKind, RequestUrgency
from punkt.model.vocabulary import ReportBearer, choices
from punkt_web.operations.models.claims import Claimable
from punkt_web.operations.models.items import KeptItem
from punkt_web.registry.models import Point, Territory


class SupplyRequest(KeptItem, Claimable):
    """What a point asks for; how far that is follows from its steps, and only that is ever changed.

    ``quantity`` is in the unit of the kind, ``None`` where nobody can say; ``item`` says which fuel or equipment, ""
    where nobody did. ``bearer`` is "" where the desk asks. ``state``, ``expected_at`` and ``received`` (``None``:
    nothing, or not measured) are what the steps come to. A request is always real: exercises have none. ``second_ulid``
    is the number under which the same request came another way, as a text and from the console that it waited in; ""
    where it came one way.
    """

    kind = models.CharField(max_length=9, choices=choices(RequestKind))
    item = models.CharField(max_length=40, blank=True)
    quantity = models.FloatField(null=True)
    urgency = models.CharField(max_length=8, choices=choices(RequestUrgency))
    needed_by = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    bearer = models.CharField(max_length=8, choices=choices(ReportBearer), blank=True, default="")
    state = models.CharField(max_length=10, choices=choices(RequestState), default=RequestState.ASKED.value)
    expected_at = models.DateTimeField(null=True)
    received = models.FloatField(null=True)
    second_ulid = models.CharField(max_length=26, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["second_ulid"], condition=~models.Q(second_ulid=""), name="request_second_number"),
            models.Index(fields=["point", "-observed_at"], name="request_of_point"),
            models.Index(fields=["state", "-observed_at"], name="request_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind} {self.state}"


class Depot(models.Model):
    """A place that holds stock: a depot, or a point. Where it is and its telephone are for the desk, never public."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="depots")
    point = models.OneToOneField(Point, null=True, blank=True, on_delete=models.SET_NULL, related_name="depot")
    name = models.CharField(max_length=120)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="depot_name_once")]

    def __str__(self) -> str:
        return self.name


class RequestStep(KeptItem):
    """What was done about a request: append-only. ``bearer`` is "" for what the desk did.

    Which of the other columns say something depends on the kind (``punkt.supply.progress.Step``). Where it comes from
    is a ``depot``, another point (``from_point``) or a ``source`` in words. ``state_before`` and ``state_after`` are
    those of the request when this became known: a step that comes late may change nothing.
    """

    request = models.ForeignKey(SupplyRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=choices(RequestStepKind))
    bearer = models.CharField(max_length=8, choices=choices(ReportBearer), blank=True, default="")
    item = models.CharField(max_length=40, blank=True)
    quantity = models.FloatField(null=True)
    expected_at = models.DateTimeField(null=True)
    sent = models.CharField(max_length=26, blank=True)
    is_enough = models.BooleanField(default=False)
    depot = models.ForeignKey(Depot, null=True, on_delete=models.PROTECT, related_name="steps")
    from_point = models.ForeignKey(Point, null=True, on_delete=models.SET_NULL, related_name="steps_from")
    source = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state_before = models.CharField(max_length=10, choices=choices(RequestState))
    state_after = models.CharField(max_length=10, choices=choices(RequestState))

    class Meta:
        ordering = ["observed_at", "ulid"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind} {self.observed_at}"


class Movement(models.Model):
    """What happened to one item of a depot: append-only. The level is the last count and what moved since.

    ``ulid`` is of the form, so that one sent twice is one movement. ``step`` is of the request that it was issued to.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    depot = models.ForeignKey(Depot, on_delete=models.CASCADE, related_name="movements")
    item = models.CharField(max_length=40)
    kind = models.CharField(max_length=9, choices=choices(MovementKind))
    quantity = models.FloatField()
    at = models.DateTimeField()
    said_by = models.CharField(max_length=254)
    reason = models.CharField(max_length=300, blank=True)
    step = models.ForeignKey(RequestStep, null=True, on_delete=models.SET_NULL, related_name="movements")

    class Meta:
        ordering = ["at", "ulid"]
        indexes = [models.Index(fields=["depot", "item", "at"], name="movement_of_item")]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="movement_not_negative"),
            models.UniqueConstraint(fields=["step", "kind"], name="movement_once_for_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.depot_id} {self.item} {self.kind} {self.quantity}"
