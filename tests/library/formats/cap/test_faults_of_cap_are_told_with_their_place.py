"""What CAP 1.2 forbids is refused with its place and reason, also where the schema of OASIS takes it."""

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.cap.findings import FAULTS, REMARKS
from punkt.formats.cap.reading import MOST_BYTES, RefusedAlert, examine, read_cap
from tests.library.formats.cap.messages import MESSAGE, REFERENCES, real, schema_takes, spoiled

_CANCEL = f"<msgType>Cancel</msgType>\n<scope>Public</scope>{REFERENCES}"
_TYPE_AND_SCOPE = "<msgType>Alert</msgType>\n<scope>Public</scope>"
_SCOPE, _INFO = "<scope>Public</scope>", "<info>"
_WEB = "<web>https://town.example.org/power</web>"
_EXPIRES, _CIRCLE = "2026-01-16T14:00:00+02:00", "50.1,36.1 4.5"
_POLYGON = "50.1,36.1 50.1,36.2 50.2,36.2 50.1,36.1"

BY_THE_SCHEMA = [
    ("missing", "<scope>Public</scope>", "", "alert/scope"),
    ("unknown-element", _SCOPE, f"{_SCOPE}<mood>grim</mood>", "alert/mood"),
    ("out-of-order", "<headline>No power in Town</headline>", "", "alert/info/senderName"),
    ("repeated", _SCOPE, f"{_SCOPE}{_SCOPE}", "alert/scope"),
    ("stray-text", _INFO, "<info>Hello", "alert/info"),
    ("nested", "Two lines are down.", "Two <b>lines</b> are down.", "alert/info/description"),
    ("attribute", "<identifier>", '<identifier type="x">', "alert/identifier"),
    ("unknown-word", "Severe", "severe", "alert/info/severity"),
    ("unknown-word", "<status>Actual", "<status> Actual", "alert/status"),
    ("empty", "<urgency>Immediate</urgency>", "<urgency/>", "alert/info/urgency"),
    ("bad-time", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-01-15T14:00:00", "alert/sent"),
    ("bad-time", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-01-15T14:00:00,02:00", "alert/sent"),
    ("bad-time", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-02-30T14:00:00+02:00", "alert/sent"),
    ("bad-time", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-01-15T14:00:00+14:30", "alert/sent"),
    ("letter-zone", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-01-15T12:00:00Z", "alert/sent"),
    ("bad-language", "<language>en", "<language>en_GB", "alert/info/language"),
    ("bad-number", "<altitude>10", "<altitude>1e1", "alert/info/area/altitude"),
    ("bad-number", "<size>1200", "<size>1.2 KB", "alert/info/resource/size"),
    ("other-version", "cap:1.2", "cap:1.1", "alert"),
    ("not-cap", "<alert xmlns", "<alarm xmlns", "alarm"),
]
PAST_THE_SCHEMA = [
    ("too-many", _SCOPE, f"{_SCOPE}{'<code>a</code>' * 501}", "alert/code"),
    ("bad-name", "ZZ-2026-7", "ZZ 2026,7", "alert/identifier"),
    ("bad-name", "<sender>crisis@", "<sender>crisis &amp; co@", "alert/sender"),
    ("empty", "<sender>crisis@town.example.org", "<sender>", "alert/sender"),
    ("empty", "<value>17</value>", "<value/>", "alert/info/eventCode/value"),
    ("empty", "<event>Power failure", "<event> ", "alert/info/event"),
    ("empty", _POLYGON, "", "alert/info/area/polygon"),
    ("empty", _SCOPE, f"{_SCOPE}<references/>", "alert/references"),
    ("bad-language", "<language>en", "<language>english", "alert/info/language"),
    ("bad-polygon", _POLYGON, "50.1,36.1 50.1, 36.2 50.2,36.2 50.1,36.1", "alert/info/area/polygon"),
    ("bad-polygon", _POLYGON, "50.1,36.1 50.1,NaN 50.2,36.2 50.1,36.1", "alert/info/area/polygon"),
    ("short-polygon", _POLYGON, "50.1,36.1 50.1,36.2 50.1,36.1", "alert/info/area/polygon"),
    ("open-polygon", _POLYGON, "50.1,36.1 50.1,36.2 50.2,36.2 50.2,36.1", "alert/info/area/polygon"),
    ("off-the-earth", _POLYGON, _POLYGON.replace("50.2", "95.2"), "alert/info/area/polygon"),
    ("off-the-earth", _CIRCLE, "50.1,181 4.5", "alert/info/area/circle"),
    ("bad-circle", _CIRCLE, "50.1,36.1", "alert/info/area/circle"),
    ("bad-circle", _CIRCLE, "50.1,36.1 -4", "alert/info/area/circle"),
    ("long-radius", _CIRCLE, "50.1,36.1 30000", "alert/info/area/circle"),
    ("ceiling-alone", "<altitude>10</altitude>", "", "alert/info/area/ceiling"),
    ("low-ceiling", "<ceiling>20", "<ceiling>9", "alert/info/area/ceiling"),
    ("bad-address", "https://town.example.org/power", "town.example.org/power", "alert/info/web"),
    ("bad-digest", "</uri>", "</uri><digest>abc</digest>", "alert/info/resource/digest"),
    ("bad-content", "</uri>", "</uri><derefUri>??</derefUri>", "alert/info/resource/derefUri"),
    ("bad-list", _SCOPE, f'{_SCOPE}<addresses>"Town council</addresses>', "alert/addresses"),
    ("bad-reference", _SCOPE, f"{_SCOPE}<references>crisis@town.example.org,ZZ-6</references>", "alert/references"),
    ("bad-reference", _SCOPE, f"{_SCOPE}{REFERENCES.replace('+02:00', 'Z')}", "alert/references"),
    ("no-references", "<msgType>Alert", "<msgType>Cancel", "alert/msgType"),
    ("own-reference", _SCOPE, f"{_SCOPE}{REFERENCES.replace('ZZ-2026-6', 'ZZ-2026-7')}", "alert/references"),
    ("later-reference", _SCOPE, f"{_SCOPE}{REFERENCES.replace('T13', 'T15')}", "alert/references"),
    ("no-restriction", _SCOPE, "<scope>Restricted</scope>", "alert/scope"),
    ("no-addresses", _SCOPE, "<scope>Private</scope>", "alert/scope"),
    ("expires-early", _EXPIRES, "2026-01-15T13:00:00+02:00", "alert/info/expires"),
    ("expires-early", _EXPIRES, "2026-01-15T14:00:00+06:00", "alert/info/expires"),
]  # fmt: skip


def spoil(code: str, old: str, new: str) -> bytes:
    if code == "out-of-order":
        return spoiled("<senderName>", f"{old}<senderName>").replace(
            b"</senderName>\n" + old.encode(), b"</senderName>"
        )
    if code == "not-cap":
        return spoiled(old, new).replace(b"</alert>", b"</alarm>")
    return spoiled(old, new)


@pytest.mark.parametrize(("code", "old", "new", "place"), [*BY_THE_SCHEMA, *PAST_THE_SCHEMA])
def test_a_fault_is_told_with_its_place_and_alone(code, old, new, place):
    examined = examine(spoil(code, old, new))
    assert [(one.code, one.place) for one in examined.faults] == [(code, place)]
    assert examined.alert is None
    assert examined.faults[0].line > 0


@pytest.mark.parametrize(("code", "old", "new", "place"), BY_THE_SCHEMA)
def test_what_the_schema_refuses_is_refused(code, old, new, place):
    assert not schema_takes(spoil(code, old, new))


@pytest.mark.parametrize(("code", "old", "new", "place"), PAST_THE_SCHEMA)
def test_so_is_much_that_the_schema_takes(code, old, new, place):
    assert schema_takes(spoil(code, old, new))


def test_every_fault_has_a_case():
    told = {case[0] for case in (*BY_THE_SCHEMA, *PAST_THE_SCHEMA)}
    assert set(FAULTS) - told == {"encoding"}
    assert not set(FAULTS) & set(REMARKS)


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("left-empty", _SCOPE, f"{_SCOPE}<note/>"),
        ("plus-zero", "<sent>2026-01-15T14:00:00+02:00", "<sent>2026-01-15T12:00:00+00:00"),
        ("needless-restriction", _SCOPE, f"{_SCOPE}<restriction>staff</restriction>"),
        ("no-note", _TYPE_AND_SCOPE, _CANCEL.replace("Cancel", "Error")),
        ("expired-cancel", _TYPE_AND_SCOPE, _CANCEL),
        ("late-onset", "<expires>", "<onset>2026-02-16T14:00:00+02:00</onset><expires>"),
        ("signed", "</alert>", '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>'),
    ],
)
def test_a_remark_refuses_nothing(code, old, new):
    content = spoiled(old, new)
    if code == "expired-cancel":
        content = content.replace(b"2026-01-16", b"2026-01-14")
    assert code in [one.code for one in examine(content).findings]
    assert examine(content).alert is not None


def test_all_faults_are_told_at_once_in_the_order_of_the_text():
    content = spoiled("Severe", "bad").replace(b"ZZ-2026-7", b"ZZ 7").replace(_CIRCLE.encode(), b"1,2")
    with pytest.raises(RefusedAlert) as refused:
        read_cap(content)
    assert [one.code for one in refused.value.findings] == ["bad-name", "unknown-word", "bad-circle"]


@pytest.mark.parametrize(
    "content",
    [
        MESSAGE.replace("<alert", '<!DOCTYPE alert [<!ENTITY a "b">]><alert'),
        MESSAGE.replace("<alert", '<!DOCTYPE alert SYSTEM "https://elsewhere.example.org/x.dtd"><alert'),
        MESSAGE.replace("Two lines", "&xxe;"),
        MESSAGE.replace("</alert>", ""),
        MESSAGE.replace(_INFO, f"{'<a>' * 5000}{'</a>' * 5000}<info>"),
        MESSAGE.replace("Two lines", "x" * MOST_BYTES),
        "no xml at all",
        "",
    ],
)  # fmt: skip
def test_hostile_and_broken_xml_is_not_read(content):
    with pytest.raises(UnreadableFile):
        examine(content.encode())


def test_a_document_type_in_another_encoding_is_seen_too():
    hostile = MESSAGE.replace("UTF-8", "UTF-16").replace("<alert", '<!DOCTYPE alert SYSTEM "x"><alert')
    with pytest.raises(UnreadableFile):
        examine(hostile.encode("utf-16"))


def test_bytes_of_another_encoding_than_is_said_are_refused():
    content = MESSAGE.replace("Two lines", "Ö").encode("cp1252")
    assert [one.code for one in examine(content).faults] == ["encoding"]


REAL_ONES = {
    "43b080713727.cap": [],
    "thunderstorm.cap": [],
    "canada.cap": [],
    "australia.cap": [],
    "heavy_rain.xml": [],
    "Myanmar-Flood-MultiLanguage.xml": [],
    "Flood.xml": ["expires-early"],
    "invalid.cap": ["missing"],
    "weather.cap": ["other-version"],
    "no_optional_fields.cap": ["other-version"],
    "nws_atom_feed_example.xml": ["not-cap"],
    "noaa_errors.cap": [
        "other-version", "empty", "empty", "empty", "empty", "empty", "bad-polygon", "empty",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", REAL_ONES)
def test_real_messages_are_read_and_faulty_ones_refused(name):
    assert [one.code for one in examine(real(name)).faults] == REAL_ONES[name]
    if not REAL_ONES[name]:
        assert schema_takes(real(name))
