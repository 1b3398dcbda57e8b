"""GLOSSARY.md: a report on a point is «звіт»; «повідомлення» is a message, as of CAP, mail or SMS."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "uk" / "LC_MESSAGES" / "django.po"
REPORT = re.compile(r"\breports?\b", re.IGNORECASE)
MESSAGE = re.compile(r"\b(?:messages?|CAP)\b", re.IGNORECASE)


def texts():
    """Each source text with what stands for it in Ukrainian, plural forms one after another."""
    with CATALOGUE.open("rb") as file:
        for entry in read_po(file):
            source, said = (
                " ".join(part) if isinstance(part, list | tuple) else part for part in (entry.id, entry.string)
            )
            if source:
                yield source, said


@pytest.mark.parametrize(
    ("speaks_of", "not_of", "wrong"), [(REPORT, MESSAGE, "повідомленн"), (MESSAGE, REPORT, "звіт")]
)
def test_each_has_its_own_word(speaks_of, not_of, wrong):
    found = [
        source
        for source, said in texts()
        if speaks_of.search(source) and not not_of.search(source) and wrong in said.lower()
    ]
    assert found == []
    assert any(speaks_of.search(source) for source, _said in texts())
