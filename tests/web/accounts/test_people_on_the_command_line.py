"""``punkt person``: the first administrator of an installation is made here."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from punkt.errors import PunktError
from punkt_web.accounts.commands import person
from punkt_web.accounts.errors import InvalidPerson, InvalidRole, LastAdministrator
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import has_second_factor, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.models import AuditEntry
from tests.conftest import TOWN
from tests.web.accounts.conftest import with_second_factor

pytestmark = pytest.mark.usefixtures("world")
GOOD = "warm-and-lit-rooms"


def run(*words: str, typed: str = "") -> Result:
    """The command's answer; an error that a person can mend is raised."""
    result = CliRunner().invoke(person, list(words), input=typed)
    if isinstance(result.exception, PunktError):
        raise result.exception
    return result


def test_the_first_administrator_types_a_password_twice() -> None:
    result = run("add", "Ada@Example.org", "--role", "administrator", typed=f"{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0
    assert GOOD not in result.output
    ada = User.objects.get(email="ada@example.org")
    assert ada.check_password(GOOD)
    assert reach(ada, Power.ADMINISTER).is_everywhere
    assert set(AuditEntry.objects.values_list("actor_name", "actor_id")) == {("punkt person", None)}


def test_two_different_passwords_are_asked_for_again() -> None:
    typed = f"{GOOD}\nanother\n{GOOD}\n{GOOD}\n"
    assert run("add", "ada@example.org", "--role", "administrator", typed=typed).exit_code == 0
    assert User.objects.get().check_password(GOOD)


def test_a_password_is_never_an_argument() -> None:
    assert run("add", "a@example.org", "--role", "administrator", "--password", GOOD).exit_code == 2


def test_the_password_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{GOOD}\n", encoding="utf-8")
    run("add", "k@example.org", "--role", "keeper", "--territory", TOWN.lower(), "--password-file", str(file))
    user = User.objects.get()
    assert user.check_password(GOOD)
    assert Membership.objects.get().scope_code == TOWN


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--role", "keeper"], InvalidRole),
        (["--role", "keeper", "--territory", "ZZ99"], InvalidRole),
        (["--role", "administrator", "--territory", TOWN], InvalidRole),
        (["--role", "keeper", "--point", "NOPOINT"], InvalidRole),
    ],
)
def test_a_role_that_cannot_be_given_leaves_no_person_behind(words: list[str], error: type[PunktError]) -> None:
    with pytest.raises(error):
        run("add", "a@example.org", *words, typed=f"{GOOD}\n{GOOD}\n")
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()


def test_territory_and_point_together_are_refused() -> None:
    assert run("add", "a@example.org", "--role", "keeper", "--territory", TOWN, "--point", "X").exit_code == 2


def test_a_new_password_is_set_or_a_link_is_printed(keeper: User) -> None:
    run("password", keeper.email.upper(), typed=f"{GOOD}\n{GOOD}\n")
    keeper.refresh_from_db()
    assert keeper.check_password(GOOD)
    printed = run("password", keeper.email, "--link").output.strip()
    assert printed.startswith("http://127.0.0.1:8000/accounts/password/new/")
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["set_password", "give_password_link"]


def test_a_role_is_given_and_ended(outsider: User) -> None:
    role = ["--role", "coordinator", "--territory", TOWN]
    run("role", outsider.email, *role)
    assert outsider.memberships.get().role == "coordinator"
    run("role", outsider.email, *role, "--end")
    assert not outsider.memberships.exists()
    with pytest.raises(InvalidPerson):
        run("role", outsider.email, *role, "--end")


def test_even_the_command_line_keeps_the_last_administrator(administrator: User) -> None:
    with pytest.raises(LastAdministrator):
        run("role", administrator.email, "--role", "administrator", "--end")


def test_a_lost_phone_is_mended(keeper: User) -> None:
    with_second_factor(keeper)
    run("second-factor", keeper.email)
    assert not has_second_factor(keeper)
    assert "has no second factor" in run("second-factor", keeper.email).output


def test_the_list_names_everybody_with_their_roles(administrator: User, keeper: User, outsider: User) -> None:
    User.objects.filter(pk=outsider.pk).update(is_active=False)
    lines = run("list").output.splitlines()
    assert lines == [
        "administrator@example.org\tAdministrator\tadministrator everywhere",
        f"keeper@example.org\tKeeper\tkeeper {TOWN}",
        "outsider@example.org\tOutsider\taccount closed",
    ]


def test_an_unknown_person_is_said_so(db: None) -> None:
    with pytest.raises(InvalidPerson, match="no person"):
        run("password", "nobody@example.org")
