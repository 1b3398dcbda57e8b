"""On the command line, a role in a kind of place that it cannot have is answered with the options to give."""

import pytest

from punkt.errors import PunktError
from punkt_web.accounts.commands import _grant
from punkt_web.accounts.models import SCOPES, Scope


@pytest.mark.parametrize(
    ("role", "territory", "remedy"),
    [
        ("keeper", "", "Give --territory CODE or --point CODE."),
        ("coordinator", "", "Give --territory CODE."),
        ("administrator", "ZZ", "It holds everywhere: give no --territory and no --point."),
    ],
)
def test_the_remedy_names_the_options(role: str, territory: str, remedy: str) -> None:
    with pytest.raises(PunktError) as caught:
        _grant(role, territory, "")
    assert caught.value.remedy == remedy


def test_every_role_has_its_words() -> None:
    for role, scopes in SCOPES.items():
        if Scope.POINT in scopes and Scope.EVERYWHERE in scopes:
            continue
        point, territory = ("P", "") if Scope.POINT not in scopes else ("", "")
        with pytest.raises(PunktError):
            _grant(role.value, territory, point)
