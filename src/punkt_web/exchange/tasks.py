"""What the background worker does for an import, and for a feed that somebody wants read at once."""

from django_tasks import task

from punkt_web.exchange.actions import runs
from punkt_web.exchange.feeds import BY_ITSELF, fetch_feed
from punkt_web.operations.models import Feed


@task()
def read_list_of_run(token: str) -> None:
    """Reads the list of a run and prepares its preview."""
    runs.stage_run(token)


@task()
def apply_list_of_run(token: str) -> None:
    """Applies the list of a run."""
    runs.apply_run(token)


@task()
def fetch_feed_now(feed_id: int) -> None:
    """Asks the address of a feed; what went wrong stands at the feed."""
    feed = Feed.objects.select_related("territory").filter(pk=feed_id).first()
    if feed is not None:
        fetch_feed(BY_ITSELF, feed)
