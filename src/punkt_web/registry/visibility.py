"""Who may see a point: the one place that turns publication policies into an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from punkt.model.vocabulary import Visibility
from punkt_web.registry.models import PublicationPolicy


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All policies that hold at one moment."""

    by_territory_code: dict[str, Visibility]
    by_point_id: dict[int, Visibility]

    def visibility(self, point_id: int, lineage: Iterable[str]) -> Visibility:
        """The strictest policy that reaches a point; public where there is none."""
        found = [self.by_territory_code[code] for code in lineage if code in self.by_territory_code]
        own = self.by_point_id.get(point_id)
        if own is not None:
            found.append(own)
        return max(found, key=lambda visibility: visibility.strictness, default=Visibility.PUBLIC)


def policies_at(moment: datetime) -> PolicyBook:
    """Reads the policies that hold at ``moment``."""
    in_force = PublicationPolicy.objects.filter(Q(until_at=None) | Q(until_at__gt=moment))
    rows = in_force.values_list("territory__code", "point_id", "visibility")
    by_territory: dict[str, Visibility] = {}
    by_point: dict[int, Visibility] = {}
    for territory_code, point_id, word in rows:
        if territory_code is not None:
            by_territory[territory_code] = Visibility(word)
        elif point_id is not None:
            by_point[point_id] = Visibility(word)
    return PolicyBook(by_territory, by_point)
