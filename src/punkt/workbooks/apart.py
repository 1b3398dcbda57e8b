"""Runs ``sheet_process.py`` on a workbook."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).with_name("sheet_process.py")
_SECONDS = 120


def read_apart(content: bytes, *, max_cells: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """What ``sheet_process.py`` answers; the death or delay of that process is an error of the file.

    Without ``names`` it is the first sheet that holds a table, else all sheets of these names.
    """
    try:
        finished = subprocess.run(  # noqa: S603 (our own program; the file goes in by standard input)
            [sys.executable, "-I", str(_PROGRAM), str(max_cells), *names],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        answer = json.loads(finished.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {"error": "broken"}
    return answer if isinstance(answer, dict) else {"error": "broken"}
