"""Which of the names that something has in several languages a reader is given."""

from collections.abc import Mapping

from django.utils.translation import get_language

COUNTRY_LANGUAGES = {"UA": "uk", "EE": "et", "SE": "sv"}
"""The language in which a country names its own places."""


def name_in(names: Mapping[str, str], language: str, country: str = "") -> str:
    """The name in a language, else in English, else in the country's own, else in any; "" where there is none.

    Who reads Estonian or Swedish reads the letters of English, and not always those of the country.
    """
    for choice in (language, "en", COUNTRY_LANGUAGES.get(country, "")):
        if names.get(choice):
            return names[choice]
    return next((name for name in names.values() if name), "")


def name_for_reader(names: Mapping[str, str], country: str = "") -> str:
    """The same in the language of the page."""
    return name_in(names, get_language() or "", country)
