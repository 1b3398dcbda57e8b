"""A whole CAP message to spoil, and the schema of OASIS where the real files are at hand."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

REAL = Path(__file__).parents[5] / "shared" / "data" / "alerts_cap"

MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>ZZ-2026-7</identifier>
<sender>crisis@town.example.org</sender>
<sent>2026-01-15T14:00:00+02:00</sent>
<status>Actual</status>
<msgType>Alert</msgType>
<scope>Public</scope>
<info>
<language>en</language>
<category>Infra</category>
<event>Power failure</event>
<urgency>Immediate</urgency>
<severity>Severe</severity>
<certainty>Observed</certainty>
<eventCode><valueName>ZZ</valueName><value>17</value></eventCode>
<effective>2026-01-15T14:00:00+02:00</effective>
<expires>2026-01-16T14:00:00+02:00</expires>
<senderName>Town</senderName>
<headline>No power in Town</headline>
<description>Two lines are down.</description>
<web>https://town.example.org/power</web>
<resource><resourceDesc>Map</resourceDesc><mimeType>image/png</mimeType><size>1200</size><uri>https://town.example.org/map.png</uri></resource>
<area>
<areaDesc>Town</areaDesc>
<polygon>50.1,36.1 50.1,36.2 50.2,36.2 50.1,36.1</polygon>
<circle>50.1,36.1 4.5</circle>
<geocode><valueName>KATOTTG</valueName><value>UA63</value></geocode>
<altitude>10</altitude>
<ceiling>20</ceiling>
</area>
</info>
</alert>
"""
REFERENCES = "<references>crisis@town.example.org,ZZ-2026-6,2026-01-15T13:00:00+02:00</references>"


def spoiled(old: str, new: str) -> bytes:
    """The message with one thing changed."""
    assert old in MESSAGE, old
    return MESSAGE.replace(old, new, 1).encode()


@cache
def _schema() -> etree.XMLSchema | None:
    path = REAL / "CAP-v1.2.xsd"
    return etree.XMLSchema(etree.parse(path)) if path.exists() else None


def schema_takes(content: bytes) -> bool:
    """Whether the schema of OASIS takes a message; the test is skipped where the schema is not at hand."""
    schema = _schema()
    if schema is None:
        pytest.skip("the schema of OASIS is not at hand: ../shared/data/alerts_cap/CAP-v1.2.xsd")
    return bool(schema.validate(etree.fromstring(content)))


def real(name: str) -> bytes:
    """A real message; the test is skipped where it is not at hand."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand: ../shared/data/alerts_cap")
    return path.read_bytes()
