"""Files that a command writes where its caller says."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from punkt.errors import PunktError
from punkt.wording import gettext_noop

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def said_if_unwritable(path: Path) -> Iterator[None]:
    """Around the writing of ``path``: that it cannot be written is for the person to mend and no fault of the program.

    A full disk is said by itself, as everywhere.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise
        raise PunktError(
            gettext_noop("The file cannot be written."),
            where=str(path),
            remedy=gettext_noop("Is its folder there, and may you write in it?"),
        ) from error
