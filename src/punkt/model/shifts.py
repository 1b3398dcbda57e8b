"""A shift as it is planned, with who is to be in it. Checked here, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

LONGEST = timedelta(hours=48)
MOST_PEOPLE = 50
MOST_NAME_LETTERS = 120
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody in a shift, by the key of an account or by a name; ``ulid`` is their number in this shift."""

    ulid: str
    user: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """When a shift is, how many people have to be there, and who is to be."""

    begins_at: datetime
    ends_at: datetime
    n_needed: int = 1
    people: tuple[PlannedPerson, ...] = ()

    def checked(self, where: str) -> "ShiftPlan":
        """The same. Raises ``InvalidValue``, which names ``where``, for what cannot be at any time."""
        if self.ends_at <= self.begins_at:
            raise InvalidValue(_("A shift ends after it begins."), where=where)
        if self.ends_at - self.begins_at > LONGEST:
            raise InvalidValue(_("A shift is at most 48 hours long."), where=where)
        if not 1 <= self.n_needed <= MOST_PEOPLE:
            fault = _("At least one person is needed, and at most %(most)s.")
            raise InvalidValue(fault, where=where, values={"most": MOST_PEOPLE})
        if len(self.people) > MOST_PEOPLE:
            raise InvalidValue(_("At most %(most)s people in one shift."), where=where, values={"most": MOST_PEOPLE})
        if any(len(one.name) > MOST_NAME_LETTERS for one in self.people):
            # Which name it is stays unsaid: errors travel farther than names may.
            fault = _("A name has at most %(most)s characters; each name stands in a line of its own.")
            raise InvalidValue(fault, where=where, values={"most": MOST_NAME_LETTERS})
        return self

    def check_planned_at(self, moment: datetime, where: str) -> None:
        """Raises ``InvalidValue`` for a shift that was over when it was planned, or farther ahead than a year."""
        if self.ends_at <= moment or self.begins_at - moment > _FARTHEST:
            raise InvalidValue(_("Plan shifts that are not over yet, at most a year ahead."), where=where)
