"""The address of the mail server and of the site: read whole, encrypted to other machines, refused without telling."""

import pytest

from punkt.errors import PunktError
from punkt_web import env


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ("", 587, "", "", False, False)),
        ("smtp://ops%40town:p%2Fw@mail.example.org", ("mail.example.org", 587, "ops@town", "p/w", False, True)),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, "", "", True, False)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_read(monkeypatch: pytest.MonkeyPatch, given: str, expected: tuple[object, ...]) -> None:
    monkeypatch.setenv("PUNKT_SMTP", given)
    found = env.smtp()
    assert (found.host, found.port, found.user, found.password, found.is_tls, found.starts_tls) == expected


@pytest.mark.parametrize("given", ["mail.example.org", "http://x:s3cret@y", "smtp://", "smtp://me:s3cret@host:port"])
def test_what_is_no_mail_server_is_refused_and_no_password_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PUNKT_SMTP", given)
    with pytest.raises(PunktError, match="PUNKT_SMTP") as caught:
        env.smtp()
    assert "s3cret" not in str(caught.value)


def test_the_address_of_the_site_has_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNKT_SITE", "https://points.example.org/")
    assert env.site() == "https://points.example.org"
    monkeypatch.setenv("PUNKT_SITE", "points.example.org/desk")
    with pytest.raises(PunktError, match="PUNKT_SITE"):
        env.site()
