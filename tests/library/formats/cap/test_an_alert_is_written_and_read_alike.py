"""What is written is valid CAP 1.2 and reads as the same alert; no bytes make the reader fall."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue, PunktError
from punkt.formats.cap.model import Alert, Area, Circle, Info, Named, Reference, Resource
from punkt.formats.cap.reading import examine, read_cap
from punkt.formats.cap.writing import write_cap
from punkt.model.alert_words import (
    AlertCategory,
    AlertScope,
    AlertSeverity,
    AlertStatus,
    Certainty,
    MessageType,
    ResponseType,
    Urgency,
)
from tests.library.formats.cap.messages import MESSAGE, real, schema_takes

# As the reader gives them: no space at the ends, none of the signs that XML has no place for.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\r\t"), min_size=1)
texts = texts.map(str.strip).filter(bool)
may_be = st.one_of(st.just(""), texts)
names = st.text("abcXYZ019.-@:/", min_size=1)
items = st.lists(st.text("abc Її", min_size=1).map(str.strip).filter(bool), max_size=3).map(tuple)
moments = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
named = st.lists(st.builds(Named, texts, texts), max_size=2).map(tuple)


def decimals(least: float, most: float):
    """As people write them: to a billionth at most."""
    return st.floats(least, most).map(lambda number: round(number, 9))


positions = st.tuples(decimals(-90, 90), decimals(-180, 180))
polygons = st.lists(positions, min_size=3, max_size=5).map(lambda pairs: (*pairs, pairs[0]))
circles = st.builds(Circle, positions, decimals(0, 20_000))
areas = st.builds(
    Area,
    texts,
    st.lists(polygons, max_size=2).map(tuple),
    st.lists(circles, max_size=2).map(tuple),
    named,
    st.none() | decimals(-1000, 1000),
)
areas = areas | areas.map(lambda one: replace(one, altitude_ft=10.5, ceiling_ft=11.0))
addresses = st.sampled_from(["", "https://town.example.org/a?b=c&d=1", "mailto:a@b.example.org"])
resources = st.builds(
    Resource, texts, texts, st.none() | st.integers(0, 10**9), addresses, st.sampled_from(["", "AAAA"]),
    st.sampled_from(["", "ab" * 20]),
)  # fmt: skip


@st.composite
def alerts(draw) -> Alert:
    sent_at = draw(moments)
    info = st.builds(
        Info,
        st.lists(st.sampled_from(AlertCategory), min_size=1, max_size=3).map(tuple),
        texts,
        st.sampled_from(Urgency),
        st.sampled_from(AlertSeverity),
        st.sampled_from(Certainty),
        language=st.sampled_from(["uk", "en", "sv-SE", "et", "i-klingon"]),
        responses=st.lists(st.sampled_from(ResponseType), max_size=2).map(tuple),
        event_codes=named,
        effective_at=st.none() | st.just(sent_at - timedelta(hours=1)),
        onset_at=st.none() | moments,
        expires_at=st.none() | st.just(sent_at + timedelta(days=1)),
        web=addresses,
        parameters=named,
        resources=st.lists(resources, max_size=2).map(tuple),
        areas=st.lists(areas, max_size=2).map(tuple),
        **dict.fromkeys(
            ("audience", "sender_name", "headline", "description", "instruction", "contact"), may_be
        ),
    )  # fmt: skip
    earlier = Reference(draw(names), f"{draw(names)}~", sent_at - timedelta(hours=3))
    kind = draw(st.sampled_from(MessageType))
    scope = draw(st.sampled_from(AlertScope))
    return Alert(
        draw(names), draw(names), sent_at, draw(st.sampled_from(AlertStatus)), kind, scope,
        source=draw(may_be),
        restriction=draw(texts) if scope is AlertScope.RESTRICTED else "",
        addresses=("town council", "b") if scope is AlertScope.PRIVATE else draw(items),
        codes=draw(st.lists(texts, max_size=2).map(tuple)),
        note=draw(may_be),
        references=() if kind is MessageType.ALERT else (earlier,),
        incidents=draw(items),
        infos=draw(st.lists(info, max_size=2).map(tuple)),
    )  # fmt: skip


@given(alerts())
def test_what_is_written_reads_as_the_same(alert):
    assert read_cap(write_cap(alert)) == alert


@given(alerts())
def test_what_is_written_is_valid_by_the_schema_of_oasis(alert):
    assert schema_takes(write_cap(alert))


@pytest.mark.parametrize("name", ["canada.cap", "australia.cap", "Myanmar-Flood-MultiLanguage.xml", "heavy_rain.xml"])
def test_real_messages_are_written_again_as_they_were_read(name):
    alert = read_cap(real(name))
    assert read_cap(write_cap(alert)) == alert
    assert schema_takes(write_cap(alert))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"identifier": "a b"}, "alert/identifier"),
        ({"message_type": MessageType.CANCEL}, "alert/msgType"),
        ({"scope": AlertScope.PRIVATE}, "alert/scope"),
        ({"note": "\x00"}, "alert"),
    ],
)
def test_what_would_be_refused_is_not_written(change, place):
    with pytest.raises(InvalidValue) as refused:
        write_cap(replace(read_cap(MESSAGE.encode()), **change))
    assert refused.value.where == place


@given(st.data())
def test_no_change_of_a_message_makes_the_reader_fall(data):
    content = bytearray(MESSAGE.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        what = data.draw(st.binary(max_size=4) | st.sampled_from([b"<", b">", b"</info>", b"&amp;", b"<info>", b" ,"]))
        content[at : at + data.draw(st.integers(0, 40))] = what
    try:
        examined = examine(bytes(content))
    except PunktError:
        return
    assert (examined.alert is None) == bool(examined.faults)


@given(st.binary(max_size=400))
def test_nor_do_any_bytes(content):
    with contextlib.suppress(PunktError):
        examine(content)
