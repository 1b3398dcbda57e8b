"""Territories, organisations and points: what is stated about the network, and by whom."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from punkt.model.vocabulary import (
    CapacityBasis,
    EvidenceMethod,
    HostKind,
    OpeningMode,
    PositionMethod,
    TerritoryLevel,
    Visibility,
    choices,
)


class Territory(models.Model):
    """An administrative unit with its national code (KATOTTG, EHAK, kommunkod).

    ``path`` lists the codes from the country down to this unit, each followed by ``/``, in the tree of today:
    everything below a unit starts with its path. The tree of another day is in ``TerritoryPlacement``.
    """

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=24, unique=True)
    level = models.CharField(max_length=12, choices=choices(TerritoryLevel))
    category = models.CharField(max_length=40, blank=True)
    names = models.JSONField(default=dict)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.IntegerField(null=True, blank=True)
    population_on = models.DateField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "territories"
        indexes = [models.Index(fields=["country", "level"], name="territory_level")]

    def __str__(self) -> str:
        return f"{self.code} {next(iter(self.names.values()), '')}"

    @property
    def lineage(self) -> list[str]:
        """The codes of this unit and of all above it, the country first."""
        return [code for code in self.path.split("/") if code]


class TerritoryBoundary(models.Model):
    """The outline of a unit as a GeoJSON geometry: megabytes, so it stands apart from what every page reads."""

    territory = models.OneToOneField(Territory, primary_key=True, on_delete=models.CASCADE, related_name="outline")
    geometry = models.JSONField()

    class Meta:
        verbose_name_plural = "territory boundaries"

    def __str__(self) -> str:
        return self.territory.code


class TerritoryPlacement(models.Model):
    """Under which parent a unit stood in which time; ``None`` is open-ended."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.territory_id} under {self.parent_id}"


class TerritorySuccession(models.Model):
    """A merger, a split or a renumbering: on that day ``successor`` took over (part of) ``predecessor``."""

    predecessor = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="precessions")
    happened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class PointKind(models.Model):
    """The legal kind of a point in a country: stationary, mobile, support ... A row, not code."""

    code = models.SlugField(primary_key=True, max_length=40)
    country = models.CharField(max_length=2)
    names = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.code


class Organisation(models.Model):
    """A body that hosts, holds or designates points."""

    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    registry_code = models.CharField(max_length=40, blank=True, help_text="EDRPOU, registrikood or organisationsnummer")
    website = models.URLField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "country"], name="organisation_once")]

    def __str__(self) -> str:
        return self.name


def _capacity(help_text: str) -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(null=True, blank=True, help_text=help_text)


def _basis() -> models.CharField[str, str]:
    return models.CharField(max_length=12, choices=choices(CapacityBasis), default=CapacityBasis.UNKNOWN)


def _organisation(role: str) -> models.ForeignKey[Organisation | None, Organisation | None]:
    return models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name=f"{role}_points"
    )


class Point(models.Model):
    """A designated place that may open.

    ``names`` maps language to name. ``facts`` maps field keys (``punkt.model.fields.FACTS``) to values; a key that is
    not there is unknown. ``provenance`` maps a field key to ``{source, method, stated_on, recorded_at, by, verified}``.
    """

    class Status(models.TextChoices):
        """Where the place stands in its life; what it does now is in the reports of operations."""

        PLANNED = "planned"
        DESIGNATED = "designated"
        WITHDRAWN = "withdrawn"

    code = models.CharField(max_length=7, unique=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DESIGNATED)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    names = models.JSONField(default=dict)
    kind = models.ForeignKey(PointKind, null=True, blank=True, on_delete=models.PROTECT)
    host_kind = models.CharField(max_length=16, choices=choices(HostKind), default=HostKind.UNKNOWN)
    host = _organisation("hosted")
    holder = _organisation("held")
    authority = _organisation("designated")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="points")
    country = models.CharField(max_length=2, blank=True)
    settlement = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    entrance_note = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    position_accuracy_m = models.FloatField(null=True, blank=True)
    position_method = models.CharField(max_length=12, choices=choices(PositionMethod), default=PositionMethod.UNKNOWN)
    capacity_seated = _capacity("People who can stay by day")
    capacity_seated_basis = _basis()
    capacity_lying = _capacity("People who can sleep")
    capacity_lying_basis = _basis()
    opening_mode = models.CharField(max_length=10, choices=choices(OpeningMode), default=OpeningMode.UNKNOWN)
    promised_minutes = models.PositiveIntegerField(null=True, blank=True)
    hours_normal = models.CharField(max_length=300, blank=True)
    hours_activated = models.CharField(max_length=300, blank=True)
    outage_operator = models.CharField(max_length=120, blank=True)
    outage_group = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="point_place"),
            models.Index(fields=["country", "status"], name="point_country"),
        ]

    def __str__(self) -> str:
        return self.code


class PointAlias(models.Model):
    """Another name under which people or lists know a point."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="aliases")
    language = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "point aliases"
        constraints = [models.UniqueConstraint(fields=["point", "language", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class PointIdentifier(models.Model):
    """What another register calls this point: authority + value."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="identifiers")
    authority = models.CharField(max_length=80)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.authority}:{self.value}"


class PointContact(models.Model):
    """A person or desk to call about a point. Never public."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_after_hours = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name or self.phone or self.email


class PointPhoto(models.Model):
    """A picture of the door or the room, re-encoded on upload so that it carries no position of its own."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="photos/")
    description = models.CharField(max_length=300)
    taken_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.description


class PublicationPolicy(models.Model):
    """What may be shown to whom, for one point or one territory with all below it.

    Of all policies that reach a point the strictest counts; with none it is public. ``until_at`` ends a policy.
    ``decided_for`` is the code of the place for all of which the decider decides, empty for everywhere: while the
    policy holds, only those whose power reaches all of that place make it milder, shorten or end it.
    """

    territory = models.OneToOneField(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="policy")
    point = models.OneToOneField(Point, null=True, blank=True, on_delete=models.CASCADE, related_name="policy")
    visibility = models.CharField(max_length=8, choices=choices(Visibility))
    reason = models.CharField(max_length=300)
    until_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=254)
    decided_at = models.DateTimeField()
    decided_for = models.CharField(max_length=24, blank=True)

    class Meta:
        verbose_name_plural = "publication policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(territory=None, point__isnull=False) | models.Q(territory__isnull=False, point=None),
                name="policy_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visibility} ({self.reason})"


class Verification(models.Model):
    """A check of registry facts of a point by a person."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="verifications")
    method = models.CharField(max_length=10, choices=choices(EvidenceMethod))
    fields = models.JSONField(default=list)
    verified_by = models.CharField(max_length=254)
    verified_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.point_id} {self.method}"


class SavedView(models.Model):
    """A set of filters of the desk's list that somebody gave a name."""

    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """Counts the writes of one kind; caches compare it.

    ``NETWORK`` counts every write that can change what the public sees of the registry, ``LAST_WORDS`` those that
    change the latest word on a point, ``NOTICES`` those that change a curfew or an air alert.
    """

    NETWORK, LAST_WORDS, NOTICES = 1, 2, 3

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
