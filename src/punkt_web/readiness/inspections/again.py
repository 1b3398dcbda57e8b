"""What to look at again where something failed: the lines of the tasks of a point that are not closed."""

from collections.abc import Iterator

from punkt.inspection.template import fields_of, lines_of, standard_and_practice
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of


def unclosed_tasks(point: Point) -> list[InspectionTask]:
    """The tasks of a point, and of what was merged into it, that no inspection closed and nobody dropped."""
    found = InspectionTask.objects.filter(point__in=ids_of(point), closed_at=None)
    return list(found.select_related("inspection").order_by("made_at", "ulid"))


def keys_of(task: InspectionTask) -> tuple[str, ...]:
    """Its own line, and those that the requirements which it did not meet look at as well."""
    standard, _practice = standard_and_practice(task.inspection.template)
    asked = [one for one in standard.requirements if one.id in task.requirements]
    return tuple(dict.fromkeys((task.line_key, *(key for one in asked for key in fields_of(one)))))


def lines_to_look_again(point: Point, before: Inspection) -> list[str]:
    """The keys of those lines in the template of an inspection, in its order; empty where nothing is left."""
    wanted = set(_keys(unclosed_tasks(point)))
    asked = list(dict.fromkeys((*before.line_keys, *sorted(wanted))))
    return [line.key for line in lines_of(before.template, asked) if line.key in wanted]


def _keys(tasks: list[InspectionTask]) -> Iterator[str]:
    for task in tasks:
        yield from keys_of(task)
