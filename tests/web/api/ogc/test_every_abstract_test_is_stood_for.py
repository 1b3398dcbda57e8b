"""The abstract tests of OGC 17-069r4, annex A, of the classes that ``/ogc/conformance`` names: none is left out."""

import re
from pathlib import Path

CORE = (
    "http crs84 root-op root-success api-definition-op api-definition-success conformance-op conformance-success "
    "fc-md-op fc-md-success fc-md-links fc-md-items fc-md-items-links fc-md-extent rc-md-op rc-md-success fc-op "
    "fc-bbox-definition fc-bbox-response fc-limit-definition fc-limit-response-1 fc-limit-response-2 "
    "fc-time-definition fc-time-response query-param-invalid query-param-unknown fc-response fc-links fc-rel-type "
    "fc-timeStamp fc-numberMatched fc-numberReturned f-op f-success f-links"
)
OTHERS = (
    "geojson/definition geojson/content html/definition html/content oas30/completeness oas30/exceptions-codes "
    "oas30/oas-definition-1 oas30/oas-definition-2 oas30/oas-impl oas30/security"
)


def test_each_is_named_by_a_test() -> None:
    marks = "".join(
        mark
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        for mark in re.findall(r"^@ats\((.*)\)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = re.findall(r'"([^"]+)"', marks)
    assert sorted(named) == sorted([*(f"core/{name}" for name in CORE.split()), *OTHERS.split()])
