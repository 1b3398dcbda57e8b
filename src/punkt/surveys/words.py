"""The words of questionnaires and answers. Stored values are the strings; labels are translated by the product."""

from collections.abc import Mapping
from enum import StrEnum

from punkt.wording import gettext_noop as _


class Kind(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    YES_NO_UNKNOWN = "yes_no_unknown"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    DATE = "date"
    MATRIX = "matrix"
    """One or several columns for each row."""
    FILE = "file"
    """The name under which whoever keeps files holds one; the file itself is not part of an answer."""
    GROUP = "group"
    """Questions that are answered together, as often as needed."""


class AnswerBasis(StrEnum):
    """Where an answer comes from, as who answered says."""

    DOCUMENT = "document"
    MEASURED = "measured"
    ESTIMATE = "estimate"


class YesNo(StrEnum):
    """The two known answers of a yes-or-no question; the third is ``UNKNOWN``."""

    YES = "yes"
    NO = "no"


class Unknown(StrEnum):
    """Somebody looked and does not know. That is an answer; a question without one was left blank."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN

KIND_LABELS: Mapping[Kind, str] = {
    Kind.NUMBER: _("A number"),
    Kind.YES_NO_UNKNOWN: _("Yes, no or not known"),
    Kind.SINGLE: _("One of a list"),
    Kind.MULTIPLE: _("Several of a list"),
    Kind.TEXT: _("Text"),
    Kind.DATE: _("Date"),
    Kind.MATRIX: _("Table to tick"),
    Kind.FILE: _("File"),
    Kind.GROUP: _("Questions that repeat"),
}
BASIS_LABELS: Mapping[AnswerBasis, str] = {
    AnswerBasis.DOCUMENT: _("from a document"),
    AnswerBasis.MEASURED: _("measured or counted"),
    AnswerBasis.ESTIMATE: _("estimate"),
}
YES_NO_LABELS: Mapping[YesNo, str] = {YesNo.YES: _("yes"), YesNo.NO: _("no")}
UNKNOWN_LABEL = _("not known")
