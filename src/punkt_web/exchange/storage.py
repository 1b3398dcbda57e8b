"""Files of a run of the desk: the uploaded list, how far the worker is, and the wish to stop.

They lie beside the database and not in it: while a worker writes in one transaction, a second connection sees nothing
of it and (with SQLite) cannot write either. A folder is named by the run's token, readable by its owner only, never
served, and removed when the run is over.
"""

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from punkt.errors import InvalidValue, UnreadableFile
from punkt.wording import gettext_noop as _
from punkt_web.exchange.orders import ImportStopped

MAX_UPLOAD_BYTES = 50 * 2**20
"""The largest list that the desk takes; the command line takes what a reader takes."""
_LIST, _PROGRESS, _STOP = "list", "progress.json", "stop"
_EVERY_S = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a worker is. ``at`` is when it last gave a sign of life (seconds since 1970)."""

    stage: str
    done: int
    total: int
    at: float

    @property
    def percent(self) -> int:
        """Of the stage."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class RunFiles:
    """The folder of one run."""

    def __init__(self, token: str) -> None:
        if not token.isalnum():
            raise InvalidValue(_("This is no name of a run."), where=token)
        self._folder = Path(settings.MEDIA_ROOT) / "imports" / token
        self._told_at = 0.0

    def store(self, chunks: Iterable[bytes]) -> int:
        """Writes the uploaded list; returns its size. Raises ``InvalidValue`` for one that is too large."""
        self._folder.mkdir(mode=0o700, parents=True)
        n_bytes = 0
        descriptor = os.open(self._folder / _LIST, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                n_bytes += len(chunk)
                if n_bytes > MAX_UPLOAD_BYTES:
                    self.remove()
                    raise InvalidValue(
                        _("The file is larger than %(limit)s MB."),
                        remedy=_("Split it, or import it with the command `punkt import`."),
                        values={"limit": MAX_UPLOAD_BYTES // 2**20},
                    )
                file.write(chunk)
        return n_bytes

    def content(self) -> bytes:
        """The uploaded list. Raises ``UnreadableFile`` when it is gone."""
        try:
            return (self._folder / _LIST).read_bytes()
        except FileNotFoundError:
            raise UnreadableFile(_("The uploaded file is no longer there."), remedy=_("Upload it again.")) from None

    def has_list(self) -> bool:
        """Whether the run can be started again."""
        return (self._folder / _LIST).exists()

    def remove(self) -> None:
        """Removes all files of the run."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget_progress(self) -> None:
        """Clears what an earlier worker left, the wish to stop included."""
        for name in (_PROGRESS, _STOP):
            (self._folder / name).unlink(missing_ok=True)

    def tell(self, stage: str, done: int, total: int) -> None:
        """Says how far the worker is, at most twice a second.

        Raises ``ImportStopped`` when somebody wants it to stop.
        """
        now = time.time()
        if now - self._told_at < _EVERY_S:
            return
        self._told_at = now
        if (self._folder / _STOP).exists():
            raise ImportStopped(_("The import was stopped."), remedy=_("The network is as it was."))
        if self._folder.exists():
            fresh = self._folder / f"{_PROGRESS}.new"
            fresh.write_text(json.dumps([stage, done, total, now]), encoding="ascii")
            fresh.replace(self._folder / _PROGRESS)

    def progress(self) -> Progress | None:
        """How far the worker is; ``None`` before it began."""
        try:
            stage, done, total, at = json.loads((self._folder / _PROGRESS).read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None
        return Progress(str(stage), int(done), int(total), float(at))

    def ask_to_stop(self) -> None:
        """Makes the worker stop at its next step."""
        if self._folder.exists():
            (self._folder / _STOP).touch()
