"""docs/reference/cap.md tells every fault and remark in the words in which they are told, and no other."""

import re
from pathlib import Path

from punkt.formats.cap.findings import FAULTS, REMARKS

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "cap.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", part, re.MULTILINE))


def test_every_fault_and_remark_is_told():
    assert rows("Faults") == FAULTS
    assert rows("Remarks") == REMARKS
