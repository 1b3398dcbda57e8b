"""What goes on behind a door: lists gone through, incidents, hand-overs, and who is there when."""

from django.db import models

from punkt.model.incident_words import IncidentKind, Severity
from punkt.model.vocabulary import choices
from punkt_web.accounts.models import User
from punkt_web.operations.models.items import KeptItem
from punkt_web.registry.models import Point, Territory


class OwnLine(models.Model):
    """A line that a territory added to a list, for all points in it. Its words never change; what ended stays readable.

    ``texts`` maps languages to words; one that is missing is read in another. ``key`` is its name in answers.
    """

    key = models.CharField(max_length=26, primary_key=True)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    texts = models.JSONField(default=dict)
    added_by = models.CharField(max_length=254)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["territory", "kind"], name="own_line_of_territory")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind} {self.key}"


class ListChoice(models.Model):
    """What a territory decided on a list: the ``order`` of its lines, and ``not_here``, ``{key: reason}``.

    Both hold for all points in it. ``order`` is empty where it is that from above.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    order = models.JSONField(default=list)
    not_here = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "kind"], name="list_choice_once")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind}"


class AnsweredList(KeptItem):
    """A checklist that was gone through: ``lines`` are ``[{key, answer, why, texts}]``.

    The texts are those of its version: what was answered stays readable when the list changes. A line that a territory
    added has ``from``, its code. ``not_here`` are the lines that a territory had marked so when the list was received,
    ``[{key, texts, why, from}]``.
    """

    kind = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=list)
    n_open = models.PositiveSmallIntegerField(help_text="lines that nobody answered")
    not_here = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["point", "-observed_at"], name="answered_list_latest")]


class Incident(KeptItem):
    """What happened at a point, as it was told first. It names nobody who was helped; it is never public."""

    about = models.CharField(max_length=15, choices=choices(IncidentKind))
    severity = models.CharField(max_length=7, choices=choices(Severity))
    what = models.CharField(max_length=1000)
    done = models.CharField(max_length=1000, blank=True)
    called = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-observed_at"], name="incident_latest"),
            models.Index(fields=["-observed_at"], name="incident_by_time"),
        ]


class IncidentNote(KeptItem):
    """What was added to an incident. It names it by its number: a note may come before what it is about.

    ``severity`` is "" where it stays. An incident is closed while the last note on it is closing.
    """

    incident_ulid = models.CharField(max_length=26, db_index=True)
    severity = models.CharField(max_length=7, choices=choices(Severity), blank=True)
    what = models.CharField(max_length=1000)
    called = models.JSONField(default=list)
    is_closing = models.BooleanField(default=False)


class HandOver(KeptItem):
    """What who leaves tells who comes. ``known`` is what was known of the point when it was received."""

    note = models.CharField(max_length=1000, blank=True)
    known = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["point", "-observed_at"], name="hand_over_latest")]


class HandOverRead(KeptItem):
    """Who comes has read a hand-over, which is named by its number."""

    hand_over_ulid = models.CharField(max_length=26, db_index=True)


class Shift(KeptItem):
    """A time in which people are to be at a point, and how many have to be; ``observed_at`` is when it was planned.

    It is never changed but for ``cancelled_at``, the first word that it is cancelled: then it counts no more.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="shifts")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    n_needed = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["point", "ends_at"], name="shift_of_point")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="shift_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.begins_at} {self.ends_at}"


class ShiftPerson(models.Model):
    """Somebody in a shift, by an account or by a name in free words. Names are deleted some time after the shift.

    ``removed_at`` is the first word that they are not in it.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "user"], condition=models.Q(user__isnull=False), name="shift_person_once"
            )
        ]

    def __str__(self) -> str:
        return self.ulid


class ShiftStep(KeptItem):
    """Somebody began or ended a shift. Of several the first beginning and the last end count."""

    person_ulid = models.CharField(max_length=26, db_index=True)
    is_end = models.BooleanField()


class ShiftCancelled(KeptItem):
    """A shift, which is named by its number, is not to be."""

    shift_ulid = models.CharField(max_length=26, db_index=True)


class ShiftPersonRemoved(KeptItem):
    """Somebody, who is named by their number in a shift, is not in it."""

    person_ulid = models.CharField(max_length=26, db_index=True)
