"""Which of the names that something has in several languages a reader is given."""

from collections.abc import Mapping

from django.utils.translation import get_language

COUNTRY_LANGUAGES = {"UA": "uk", "EE": "et", "SE": "sv"}
"""The language in which a country names its own places."""


def name_in(names: Mapping[str, str], language: str, country: str = "") -> str:
    """The name in a language, else in English, else in the country's own, else in any; "" where there is none.

    Who reads Estonian or Swedish reads the letters of English, and not always those of the country.
    """
    return _chosen(names, language, country)[0]


def name_and_language(names: Mapping[str, str], country: str = "") -> tuple[str, str]:
    """The name for the reader of the page, and the language that it is in; "" twice where there is none."""
    return _chosen(names, get_language() or "", country)


def _chosen(names: Mapping[str, str], language: str, country: str) -> tuple[str, str]:
    choices = (language, "en", COUNTRY_LANGUAGES.get(country, ""), *names)
    return next(((names[choice], choice) for choice in choices if names.get(choice)), ("", ""))


def name_for_reader(names: Mapping[str, str], country: str = "") -> str:
    """The same in the language of the page."""
    return name_in(names, get_language() or "", country)
