"""Sheets of paper: what is printed to be filled in by hand, and what becomes of one that was typed in as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, pgettext

from punkt import clock
from punkt.errors import PunktError, UnreadableFile
from punkt.formats.draft import Severity
from punkt.formats.readers.decoding import decode
from punkt.formats.readers.limits import check_bytes
from punkt.formats.report_sheet import SheetFinding, read_sheet
from punkt.formats.report_text_saying import read_back
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import Availability, PointState, ReportBearer, label
from punkt.wording import gettext_noop as _
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.common.texts import one_line
from punkt_web.common.wording import said
from punkt_web.common.zones import local_zone
from punkt_web.keeper.queries import kept_points
from punkt_web.keeper.receiving import with_own_number
from punkt_web.operations.actions.inbox import MOST_AT_ONCE, Outcome, Receipt, Sender, receive_messages
from punkt_web.operations.sureness.voices import voices_of

MOST_LETTERS = 500_000
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One report of a sheet: what was understood, and why it was not taken ("" where it was, or nobody tried).

    ``is_known``: it was received before.
    """

    told: str
    why: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What of a sheet was not read: ``where`` names row and column, ``is_refused`` a row that gave no report."""

    where: str
    words: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet as it was understood. ``was_taken``: its reports went to the inbox, ``n_taken`` of them are there now.

    ``notes`` say how something was read that could be read, ``faults`` what was not.
    """

    lines: list[SheetLine]
    faults: list[SheetFault]
    notes: list[SheetFault]
    was_taken: bool = False

    @property
    def n_taken(self) -> int:
        """How many are there, those that were there before among them."""
        return sum(not line.why for line in self.lines) if self.was_taken else 0

    @property
    def n_refused(self) -> int:
        """Rows that gave no report."""
        return len({fault.where for fault in self.faults if fault.is_refused})


def text_of(content: bytes) -> str:
    """The text of a file, however it is encoded. Raises ``UnreadableFile`` for one that is none or too long."""
    check_bytes(len(content))
    text, _repairs = decode(content)
    if len(text) > MOST_LETTERS:
        raise UnreadableFile(_("The sheet is too long."), remedy=_("Send it in parts."))
    return text


def zone_of(user: User) -> ZoneInfo:
    """The clocks on the walls of the points that somebody reports on."""
    country = kept_points(user).order_by("pk").values_list("country", flat=True).first()
    return local_zone(country or "")


def look_at(user: User, text: str) -> ReadSheet:
    """What a sheet says, before anything of it is taken. Raises ``UnreadableFile`` for what is no sheet."""
    messages, findings = _read(user, text)
    return ReadSheet([SheetLine(_told(one, zone_of(user))) for one in messages], _faults(findings), _notes(findings))


def take(user: User, text: str) -> ReadSheet:
    """Gives the reports of a sheet to the inbox; taken twice they count once. Raises ``UnreadableFile``."""
    messages, findings = _read(user, text)
    sender = Sender(actor(user), voices_of(user), ReportBearer.PAPER)
    parts = [messages[start : start + MOST_AT_ONCE] for start in range(0, len(messages), MOST_AT_ONCE)]
    receipts = [receipt for part in parts for receipt in receive_messages(sender, part)]
    zone = zone_of(user)
    lines = [_line(message, receipt, zone) for message, receipt in zip(messages, receipts, strict=True)]
    return ReadSheet(lines, _faults(findings), _notes(findings), was_taken=True)


def _read(user: User, text: str) -> tuple[list[ReportMessage], Sequence[SheetFinding]]:
    read = read_sheet(text.encode(), zone=zone_of(user), received_at=clock.now())
    if len(read.messages) > MOST_ROWS:
        values = {"most": MOST_ROWS}
        raise UnreadableFile(_("A sheet has at most %(most)s rows."), remedy=_("Send it in parts."), values=values)
    return [with_own_number(message) for message in read.messages], read.findings


def _line(message: ReportMessage, receipt: Receipt, zone: ZoneInfo) -> SheetLine:
    why = said(receipt.fault, with_place=False) if receipt.fault else ""
    return SheetLine(_told(message, zone), one_line(why), is_known=receipt.outcome is Outcome.KNOWN)


def _told(message: ReportMessage, zone: ZoneInfo) -> str:
    return one_line(read_back(message, clock.now(), zone, gettext))


def _faults(findings: Iterable[SheetFinding]) -> list[SheetFault]:
    return [_fault(one) for one in findings if one.severity is not Severity.REPAIRED]


def _notes(findings: Iterable[SheetFinding]) -> list[SheetFault]:
    return [_fault(one) for one in findings if one.severity is Severity.REPAIRED]


def _fault(finding: SheetFinding) -> SheetFault:
    return SheetFault(_where(finding), _fault_words(finding.fault), finding.severity is Severity.REFUSED)


def _fault_words(fault: PunktError) -> str:
    return one_line(said(fault))


def _where(finding: SheetFinding) -> str:
    said_of = {"row": finding.row, "column": one_line(finding.column)}
    if not finding.row:
        return gettext("Column “%(column)s”") % said_of
    return gettext("Row %(row)s, “%(column)s”") % said_of if finding.column else gettext("Row %(row)s") % said_of


def words_of(vocabulary: Iterable[PointState | Availability]) -> str:
    """The words to write into the cells, one after another."""
    return ", ".join(gettext(label(word)).lower() for word in vocabulary)


def heading_words() -> str:
    """The headings one after another."""
    return " · ".join(heading for heading, _width in blank_headings())


def blank_headings() -> list[tuple[str, str]]:
    """The columns of a sheet to fill in, each with its class for the width: words that ``read_sheet`` understands."""
    return [
        (pgettext("paper sheet", "Code"), "some"),
        (pgettext("paper sheet", "Date"), "some"),
        (pgettext("paper sheet", "Time"), "some"),
        (pgettext("paper sheet", "State"), "some"),
        (pgettext("paper sheet", "People"), "few"),
        (pgettext("paper sheet", "Staff"), "few"),
        (pgettext("paper sheet", "Fuel, l"), "few"),
        (pgettext("paper sheet", "Water, l"), "few"),
        (pgettext("paper sheet", "Temperature"), "few"),
        (pgettext("paper sheet", "Heat"), "few"),
        (pgettext("paper sheet", "Charging"), "few"),
        (pgettext("paper sheet", "Internet"), "few"),
        (pgettext("paper sheet", "Short"), "much"),
        (pgettext("paper sheet", "Note"), "much"),
    ]
