"""docs/reference/fields.md names every field as the register has it, and no other."""

import re
from pathlib import Path

import pytest

from punkt.model.fields import FIELDS, GROUP_LABELS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "fields.md"
ROW = re.compile(
    r"^\| `(?P<key>[a-z0-9_.]+)` \| (?P<label>.*?) \| (?P<value>.*?) \| (?P<unit>.*?) \| (?P<audience>\w+) \|$"
)


def rows() -> dict[str, dict[str, str]]:
    """The rows of the page by key, with the heading above each as ``group``."""
    found, group = {}, ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ")
        elif match := ROW.match(line):
            found[match["key"]] = {**match.groupdict(), "group": group}
    return found


def test_the_page_has_exactly_the_fields_of_the_register_in_its_order() -> None:
    in_order = [key for group in GROUP_LABELS for key, field in FIELDS.items() if field.group is group]
    assert list(rows()) == in_order


@pytest.mark.parametrize("key", FIELDS)
def test_a_field_is_described_as_it_is(key: str) -> None:
    field, row = FIELDS[key], rows()[key]
    assert row["label"] == field.label
    assert row["group"] == GROUP_LABELS[field.group]
    assert row["unit"] == (field.unit or "")
    assert row["audience"] == field.audience
    for option, _label in field.options:
        assert f"`{option}`" in row["value"]
    if field.kind in {"number", "count"}:
        low, high = re.findall(r"-?[\d,.]+\d|\d", row["value"])
        assert (float(low.replace(",", "")), float(high.replace(",", ""))) == field.limits
