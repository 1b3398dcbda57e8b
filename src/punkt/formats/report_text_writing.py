"""A report in the words of the text code, so short that one text message carries it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from punkt.errors import InvalidValue
from punkt.formats.report_text_tokens import shown
from punkt.formats.report_text_words import written_word
from punkt.formats.values import number_text
from punkt.model.fields import FACTS
from punkt.model.reports import REPORTABLE_SERVICES, ReportContent, ReportMessage
from punkt.model.vocabulary import AgeBand, Availability
from punkt.wording import gettext_noop as _

LONGEST = 160
"""Places of one text message in the alphabet of GSM (7 bits each)."""

_CHECK_BASE = 523
"""A prime above 127 and above the places of a text: one wrong character, or two swapped, always change the sum."""
ONE_PLACE = frozenset(
    "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Letters of the alphabet of GSM, each of which takes one place."""
TWO_PLACES = frozenset("^{}\\[~]|€")
"""Letters that take two places."""
_ORDER = tuple(key for key in FACTS if key in REPORTABLE_SERVICES)
_SAY_LITTLE = (Availability.UNKNOWN, Availability.NOT_APPLICABLE)
_SIGNS = {Availability.YES: "+", Availability.NO: "-", Availability.LIMITED: "~", Availability.UNKNOWN: "?"}


@dataclass(frozen=True, slots=True)
class WrittenText:
    """``text`` takes at most 160 places of one text message. ``left_out`` names what did not fit, by its key:
    "note", "service.rest", "shortages", last of all "n_visits", and "visit_bands", for which there are no words; no
    other number. ``rounded`` names numbers of litres and degrees that have more than one decimal.
    """

    text: str
    left_out: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()


def write_text(message: ReportMessage) -> WrittenText:
    """The report as a text of ASCII, with its time in UTC and its check.

    Seconds and the date are not written: whoever reads it within a day knows them. What does not fit is left out,
    first the note, then services (those not known before the others, the last of the register first), then shortages.
    """
    content = message.content.checked(message.point_code)
    note = note_part(content.note)
    kept = replace(_in_tenths(content), visit_bands={})
    left_out = [key for key, is_out in (("visit_bands", content.visit_bands), ("note", note)) if is_out]
    n_always = len(left_out)
    rounded = tuple(key for key in ("fuel_l", "water_l", "indoor_c") if getattr(kept, key) != getattr(content, key))
    while places_of(text := with_check(canonical_text(message.point_code, kept, message.observed_at))) > LONGEST:
        kept, key = _with_one_less(kept)
        left_out.append(key)
    if note and is_one_line(content.note) and len(left_out) == n_always and places_of(text + note) <= LONGEST:
        text, left_out = text + note, left_out[:-1]
    return WrittenText(text, tuple(left_out), rounded)


def canonical_text(point_code: str, content: ReportContent, observed_at: datetime | None) -> str:
    """All that the content says but its note, always in the same words and order; the check is made of this."""
    return " ".join([point_code, *_parts(content, observed_at)])


def check_of(canonical: str) -> str:
    """Three digits that tell whether a number, a sign or a word of the text was heard otherwise."""
    total = sum((place % (_CHECK_BASE - 1) + 1) * ord(letter) for place, letter in enumerate(canonical))
    return f"{total % _CHECK_BASE:03}"


def check_fits(said: Mapping[str, object], canonical: str) -> None:
    """Raises ``InvalidValue`` for a check that was given and does not fit what was read."""
    given = said.get("check")
    if given is not None and given != check_of(canonical):
        raise InvalidValue(
            _("The check *%(given)s does not fit: something was heard or typed otherwise than it was sent."),
            where=shown(canonical),
            remedy=_("Compare the text word by word, or send it again without the check."),
            values={"given": given},
        )


def with_check(canonical: str) -> str:
    """The text with three digits behind it that tell whether it was heard otherwise."""
    return f"{canonical} *{check_of(canonical)}"


def note_part(note: str) -> str:
    """The note as it stands at the end of a text; "" where there is none."""
    return f" {written_word('note')}: {note}" if note else ""


def places_of(text: str) -> int:
    """Places that a text takes in one message; more than fit where a letter is not in the alphabet of GSM."""
    if not set(text) <= ONE_PLACE | TWO_PLACES:
        return LONGEST + len(text)
    return len(text) + sum(letter in TWO_PLACES for letter in text)


def _parts(content: ReportContent, observed_at: datetime | None) -> Iterator[str]:
    if content.state is not None:
        yield written_word(f"state.{content.state}")
    if content.headcount is not None:
        yield str(content.headcount) if content.state is not None else f"{written_word('people')} {content.headcount}"
    yield from _amounts(content)
    if content.n_staff is not None:
        yield f"{written_word('staff')} {content.n_staff}"
    if content.n_visits is not None:
        yield f"{written_word('visits')} {content.n_visits}"
    for band in AgeBand:
        if band in content.bands:
            yield f"{written_word(band)}{content.bands[band]}"
    yield from _services(content.services)
    if content.shortages is not None:
        listed = [written_word(f"shortage.{word}") for word in content.shortages]
        yield f"{written_word('short')} {','.join(listed) or written_word('nothing')}"
    if observed_at is not None:
        yield time_part("at", observed_at)


def time_part(word: str, moment: datetime) -> str:
    """A time of day in UTC with its word before it."""
    return f"{written_word(word)} {moment.astimezone(UTC):%H:%M}Z"


def _amounts(content: ReportContent) -> Iterator[str]:
    litres = "" if content.fuel_l is None else f" {number_text(content.fuel_l)}L"
    quarters = "" if content.fuel_quarters is None else f" {content.fuel_quarters}/4"
    if litres or quarters:
        yield f"{written_word('fuel')}{litres}{quarters}"
    if content.water_l is not None:
        yield f"{written_word('water')} {number_text(content.water_l)}L"
    if content.indoor_c is not None:
        yield f"{written_word('temperature')}{number_text(content.indoor_c)}"


def _services(services: Mapping[str, str]) -> Iterator[str]:
    """ "+HEAT,WIFI -WATER": those of one answer together; what does not apply has a word of its own and no sign."""
    for answer in (Availability.YES, Availability.LIMITED, Availability.NO, Availability.UNKNOWN):
        listed = [written_word(key) for key in _ORDER if services.get(key) == answer]
        if listed:
            yield _SIGNS[answer] + ",".join(listed)
    yield from (f"{written_word(key)} N/A" for key in _ORDER if services.get(key) == Availability.NOT_APPLICABLE)


def _with_one_less(content: ReportContent) -> tuple[ReportContent, str]:
    """The content without the service that is least missed, the shortages or the visits, and what that was."""
    if not content.services:
        if content.shortages is None:
            return replace(content, n_visits=None), "n_visits"
        return replace(content, shortages=None), "shortages"
    key = max(content.services, key=lambda key: (content.services[key] in _SAY_LITTLE, _ORDER.index(key)))
    return replace(content, services={one: word for one, word in content.services.items() if one != key}), key


def is_one_line(note: str) -> bool:
    """Whether a note can stand at the end of a text as it is."""
    return note.isprintable() and note == " ".join(note.split())


def _in_tenths(content: ReportContent) -> ReportContent:
    return replace(
        content,
        fuel_l=tenths(content.fuel_l),
        water_l=tenths(content.water_l),
        indoor_c=tenths(content.indoor_c),
    )


def tenths(amount: float | None) -> float | None:
    """An amount as a text tells it."""
    return None if amount is None else round(amount, 1) + 0.0  # no -0.0
