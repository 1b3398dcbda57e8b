"""Everything that can be wrong with a CAP message, each remark worded once.

The code is stable: reports, tests and docs/reference/cap.md name it. A *fault* refuses the message. A *remark* does
not: the standard advises otherwise, or what is said is only left out.
"""

from dataclasses import dataclass, field

from punkt.wording import gettext_noop as _

FAULTS: dict[str, str] = {
    "not-cap": _("The outermost element is not an alert of CAP."),
    "other-version": _("This is not CAP 1.2: the name space is another one."),
    "encoding": _("The bytes are not of the encoding that the message says."),
    "unknown-element": _("CAP has no such element here."),
    "out-of-order": _("The element stands in the wrong place: CAP has a fixed order."),
    "repeated": _("The element may stand here only once."),
    "too-many": _("There are over 500 of this element, more than any message needs."),
    "missing": _("The element is missing, and CAP requires it."),
    "stray-text": _("Text stands where only elements may."),
    "nested": _("Elements stand where only text may."),
    "attribute": _("CAP elements have no attributes."),
    "empty": _("The element is empty."),
    "unknown-word": _("The word is none of those that CAP allows here; capital letters and spaces count."),
    "bad-name": _("The name has a space, a comma or a sign that CAP forbids in it (< &)."),
    "bad-time": _("This is no moment as CAP writes it: 2026-01-15T14:05:00+02:00."),
    "letter-zone": _("CAP allows no letter for the time zone: write -00:00 instead of Z."),
    "bad-language": _("This is no code of a language, such as uk or sv-SE."),
    "bad-polygon": _("A polygon is pairs of latitude,longitude with a space between the pairs."),
    "short-polygon": _("A polygon needs at least four pairs."),
    "open-polygon": _("A polygon ends with the pair with which it begins."),
    "bad-circle": _("A circle is latitude,longitude, a space and a radius in km."),
    "off-the-earth": _("The latitude is beyond 90 degrees or the longitude beyond 180."),
    "long-radius": _("The radius is longer than half way round the Earth."),
    "bad-number": _("This is no number as CAP writes it."),
    "ceiling-alone": _("A ceiling needs an altitude below it."),
    "low-ceiling": _("The ceiling is below the altitude."),
    "bad-address": _("This is no whole address: it needs a scheme such as https:// and no spaces."),
    "bad-digest": _("A digest is a SHA-1: 40 hexadecimal digits."),
    "bad-content": _("The content is not base 64."),
    "bad-list": _("A quotation mark is never closed."),
    "bad-reference": _("A reference is sender,identifier,sent with no spaces in it."),
    "no-references": _("An update, a cancellation, a receipt or an error must name the messages that it is about."),
    "own-reference": _("The message refers to itself."),
    "later-reference": _("The message refers to one that was sent after it."),
    "no-restriction": _("A restricted message must say to whom it is restricted."),
    "no-addresses": _("A private message must say to whom it is sent."),
    "expires-early": _("It expires before it takes effect, or before it was sent."),
}
REMARKS: dict[str, str] = {
    "left-empty": _("The element is empty and was left out."),
    "plus-zero": _("CAP writes UTC as -00:00; it was read as such."),
    "needless-restriction": _("A restriction is said of a message that is not restricted."),
    "no-info": _("The message says nothing: it has no info."),
    "no-area": _("It is not said where this holds."),
    "no-note": _("An error should say in a note what is wrong."),
    "same-language": _("There are several infos in one language; the later ones add to the first."),
    "expired-cancel": _("The cancelled message had expired already."),
    "late-onset": _("It is to begin after it expires."),
    "signed": _("The message is signed. The signature was not checked."),
}
_MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class CapFinding:
    """One thing that was noticed: ``place`` is a path such as ``alert/info[2]/expires``, ``line`` one of the text."""

    code: str
    place: str
    line: int = 0
    found: str = ""
    """What stands there, shortened."""

    @property
    def is_fault(self) -> bool:
        """Whether it refuses the message."""
        return self.code in FAULTS

    @property
    def reason(self) -> str:
        """The sentence, to translate."""
        return FAULTS[self.code] if self.is_fault else REMARKS[self.code]


@dataclass(slots=True)
class Findings:
    """What was noticed so far, at most ``MOST``: a message of a thousand faults is told from its first hundred."""

    MOST = 100
    all: list[CapFinding] = field(default_factory=list)
    n_faults: int = 0

    def note(self, code: str, place: str, line: int = 0, found: str = "") -> None:
        """Adds a finding."""
        self.n_faults += code in FAULTS
        if len(self.all) < self.MOST:
            shown = " ".join(found.split())
            shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}..."
            self.all.append(CapFinding(code, place, line, shown))
