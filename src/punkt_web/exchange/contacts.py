"""A contact line as received -> name, telephone, e-mail."""

import re
from typing import NamedTuple

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"\+?\d[\d\s()\-–]{5,24}\d")
_EDGES = " ,;:|/\t\n"


class Contact(NamedTuple):
    """Whom to call about a point. What fits nowhere is in ``note``."""

    name: str
    phone: str
    email: str
    note: str


def contact_of(line: str) -> Contact:
    """The parts of one line; a second number or a text too long for a name goes to the note."""
    rest = " ".join(line[:600].split())
    email = _EMAIL.search(rest)
    if email:
        rest = rest[: email.start()] + " " + rest[email.end() :]
    phones = [match.group() for match in _PHONE.finditer(rest)]
    for phone in phones:
        rest = rest.replace(phone, " ")
    name = " ".join(rest.split()).strip(_EDGES)
    notes = phones[1:]
    if len(name) > 120:
        name, notes = "", [name, *notes]
    address = email.group() if email and len(email.group()) <= 254 else ""
    return Contact(name, phones[0].strip()[:40] if phones else "", address, "; ".join(notes)[:300])
