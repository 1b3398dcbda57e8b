"""The benchmark compares a pack with formats that hold the same, or it compares nothing."""

import sys
from dataclasses import fields, replace
from typing import Any

import pytest

from benchmarks import _peers
from punkt.model.vocabulary import Availability, HostKind, OpeningMode
from punkt.pack.points import PackPoint

KNOWN = PackPoint(
    code="WUE-2WA",
    place=(47.9414, 23.86858),
    accuracy_m=30,
    is_area_only=True,
    territory="UA-25",
    host_kind=HostKind.SCHOOL,
    opening_mode=OpeningMode.STANDBY,
    capacity_seated=0,
    capacity_lying=12,
    hours_normal="Mo-Fr 09:00-18:00",
    hours_activated="24/7",
    settlement="Солотвино",
    address='вул. Садова, 76, "А"',
    entrance_note="Вхід з торця,\nдзвінок",
    names={"uk": "Школа № 1", "en": "School 1"},
    services={"service.heat": Availability.LIMITED, "access.step_free": Availability.NOT_APPLICABLE},
)
UNKNOWN = PackPoint(code="6T6-XUF", place=(-33.5, -70.25), services={"service.heat": Availability.NO})
OTHER: dict[str, Any] = {
    "code": "XTC-HFJ", "place": (47.94141, 23.86858), "accuracy_m": None, "is_area_only": False, "territory": "UA-12",
    "host_kind": HostKind.UNKNOWN, "opening_mode": OpeningMode.UNKNOWN, "capacity_seated": None, "capacity_lying": 13,
    "hours_normal": "", "hours_activated": "", "settlement": "", "address": "", "entrance_note": "",
    "names": {"uk": "Школа № 1", "en": ""}, "services": {"service.heat": Availability.LIMITED},
}  # fmt: skip


@pytest.mark.parametrize("field", [one.name for one in fields(PackPoint)])
def test_the_table_tells_every_field_of_a_point(field: str) -> None:
    changed = replace(KNOWN, **{field: OTHER[field]})
    assert not _peers.table_of([KNOWN, UNKNOWN]).is_same(_peers.table_of([changed, UNKNOWN]))


@pytest.mark.parametrize("module", _peers.MODULES)
def test_every_form_gives_back_what_went_in(module: str) -> None:
    try:
        forms = _peers.forms_of(module)
    except _peers.LibraryIsMissing as missing:
        pytest.skip(f"{missing} is not installed; make env-bench installs it")
    for form in forms:
        assert _peers.n_bytes(form, _peers.table_of([KNOWN, UNKNOWN, KNOWN])) > 0


def test_a_form_that_loses_something_is_refused() -> None:
    form = _peers.forms_of("geojson")[0]
    zero = _peers.table_of([KNOWN])
    unknown = _peers.table_of([replace(KNOWN, capacity_seated=None)])
    with pytest.raises(ValueError, match="does not give back"):
        _peers.n_bytes(form._replace(read=lambda _content, _like: unknown), zero)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "benchmarks._peers.parquet", raising=False)
    with pytest.raises(_peers.LibraryIsMissing, match="pyarrow"):
        _peers.forms_of("parquet")
