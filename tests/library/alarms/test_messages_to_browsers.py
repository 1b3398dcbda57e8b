"""Messages to browsers are encrypted and signed for as the standards show."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from punkt.alarms.push import authorization, check_browser_keys, decrypted, encrypted, public_text, signing_key
from punkt.errors import InvalidValue

# RFC 8291, section 5 and appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQ"
    "pu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(plain(text), "big"), ec.SECP256R1())


def test_a_message_is_encrypted_as_the_standard_shows() -> None:
    assert encrypted(TEXT, BROWSER, AUTH, salt=plain(SALT), own_key=private(SENDER_PRIVATE)) == plain(BODY)


def test_the_browser_reads_what_the_standard_shows() -> None:
    assert decrypted(plain(BODY), private(BROWSER_PRIVATE), AUTH) == TEXT


@given(st.binary(max_size=3000))
def test_a_browser_reads_what_was_sent_and_no_other_does(text: bytes) -> None:
    body = encrypted(text, BROWSER, AUTH)
    assert decrypted(body, private(BROWSER_PRIVATE), AUTH) == text
    with pytest.raises(InvalidValue):
        decrypted(body, private(SENDER_PRIVATE), AUTH)


def test_two_messages_of_one_text_are_not_alike() -> None:
    assert encrypted(TEXT, BROWSER, AUTH) != encrypted(TEXT, BROWSER, AUTH)


@pytest.mark.parametrize(
    ("key", "auth"),
    [
        ("", AUTH),
        (BROWSER, ""),
        (BROWSER[:-4], AUTH),
        ("ключ", AUTH),
        (BROWSER, AUTH[:-3]),
        (AUTH, AUTH),
        (BROWSER + "!" * 500, AUTH),
        (BROWSER, "\0" + AUTH),
    ],
)
def test_keys_that_no_browser_gives_are_refused(key: str, auth: str) -> None:
    with pytest.raises(InvalidValue):
        check_browser_keys(key, auth)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(InvalidValue, match="3001"):
        encrypted(b"x" * 3001, BROWSER, AUTH)


def test_the_service_can_check_who_sends() -> None:
    key, now = signing_key("a secret"), datetime(2026, 1, 15, 12, tzinfo=UTC)
    header = authorization("https://push.example.net/abc/def", key, now, "mailto:ops@example.org")
    token = header.removeprefix("vapid t=").partition(", k=")
    said, _dot, signature = token[0].rpartition(".")
    claims = json.loads(plain(said.partition(".")[2]))
    assert claims["aud"] == "https://push.example.net"
    assert now < datetime.fromtimestamp(claims["exp"], UTC) < now + timedelta(hours=24)
    raw = plain(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.public_key().verify(der, said.encode(), ec.ECDSA(hashes.SHA256()))
    assert token[2] == public_text(key) == public_text(signing_key("a secret")) != public_text(signing_key("another"))
