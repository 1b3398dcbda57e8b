"""What the background worker does for an import."""

from django_tasks import task

from punkt_web.exchange.actions import runs


@task()
def read_list_of_run(token: str) -> None:
    """Reads the list of a run and prepares its preview."""
    runs.stage_run(token)


@task()
def apply_list_of_run(token: str) -> None:
    """Applies the list of a run."""
    runs.apply_run(token)
