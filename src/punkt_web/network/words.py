"""Words of the network in the language of the page."""

from babel import Locale
from django.utils.translation import get_language, gettext

from punkt.model.network_words import MemberKind
from punkt.model.vocabulary import label


def kind_words(kind: MemberKind) -> str:
    """What kind of body it is."""
    return gettext(label(kind))


def country_name(code: str) -> str:
    """A country in the language of the page; its letters where the language has no name for it."""
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(code, code))
