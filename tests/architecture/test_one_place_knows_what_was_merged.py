"""Which points stand for themselves or for others is asked of ``registry/standing.py`` and nowhere else."""

import re

from tests.architecture.sources import PRODUCT, python_files

_ANSWERED = re.compile(r"merged_into(?:_id)? or |merged_into(?:__in|__isnull)?=|Coalesce\([^)]*merged_into")
# They lock the rows that they go by, read a column of one in one question with many others, or ask for those that are
# nobody's any more.
_OTHERWISE = {"operations/actions/inbox.py": 1, "operations/actions/reports.py": 1, "operations/queries.py": 1}


def test_nobody_else_asks_what_was_merged() -> None:
    found: dict[str, int] = {}
    for path in python_files(PRODUCT):
        name = path.relative_to(PRODUCT).as_posix()
        if not name.startswith("registry/") and "/migrations/" not in name:
            found[name] = len(_ANSWERED.findall(path.read_text("utf-8")))
    assert {name: n for name, n in found.items() if n} == _OTHERWISE
