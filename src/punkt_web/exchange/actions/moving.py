"""A run goes from state to state, each time with an audit row; whoever comes second changes nothing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from punkt import clock
from punkt_web.common.audit import Actor, Write, record
from punkt_web.exchange.models import ImportRun

State = ImportRun.State
_ENDED = frozenset({State.DONE, State.STOPPED, State.FAILED})


@transaction.atomic
def move(by: Actor, run: ImportRun, before: Iterable[str], state: State, **more: Any) -> bool:
    """Changes the state if it is still one of ``before``; whoever comes second changes nothing."""
    if state in _ENDED:
        more["ended_at"] = clock.now()
    found = locked_state(run)
    if found not in set(before):
        return False
    ImportRun.objects.filter(pk=run.pk).update(state=state, **more)
    record(by, Write("set state", "import", run.token, {"state": found}, {"state": str(state)}, run.source.name))
    return True


def locked_state(run: ImportRun) -> str:
    """The state as it is now; it stays so to the commit."""
    return ImportRun.objects.select_for_update().values_list("state", flat=True).get(pk=run.pk)


def record_given(by: Actor, run: ImportRun) -> None:
    """Notes that a list was given."""
    given = {"source": run.source.name, "file": run.file_name, "territory": run.territory_code}
    record(by, Write("give list", "import", run.token, {}, given, run.source.name))
