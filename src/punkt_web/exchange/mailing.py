"""Sending one e-mail to one person, and whose fault it is when that fails."""

import smtplib

from django.core.mail import EmailMessage

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _


class ChannelDown(PunktError):
    """Nothing can be sent by this channel now, to whomever it is."""


def letter_to(address: str, subject: str, text: str) -> EmailMessage:
    """A letter that no answering machine answers (RFC 3834)."""
    return EmailMessage(subject, text, to=[address], headers={"Auto-Submitted": "auto-generated"})


def send_letter(letter: EmailMessage) -> None:
    """Sends it. Raises ``PunktError`` where the server refuses the address, ``ChannelDown`` where it takes nothing."""
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused:
        raise PunktError(_("The mail server refuses this address.")) from None
    except (smtplib.SMTPException, OSError) as error:
        raise ChannelDown(
            _("The mail server takes nothing: %(why)s."),
            remedy=_("See PUNKT_SMTP."),
            values={"why": type(error).__name__},
        ) from None
