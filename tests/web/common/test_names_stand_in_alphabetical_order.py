"""Names stand as a dictionary of the language has them."""

import pytest

from punkt_web.common.alphabets import alphabetical


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("uk", ["Волинська", "Ґрунтова", "Дніпропетровська", "Єнакієве", "Івано-Франківська", "Їжакове", "Київ"]),
        ("et", ["Narva", "Põlva", "Pärnu", "Rakvere", "Šveits", "Zürich", "Žemaitija", "Tartu", "Võru", "Ääsmäe"]),
        ("sv", ["Arvika", "Zinkgruvan", "Åre", "Älmhult", "Örebro"]),
        ("en", ["Kharkiv", "Kyiv", "Tartu"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language, names):
    given = [*names[::-1]]
    assert sorted(given, key=lambda name: alphabetical(name, language)) == names
