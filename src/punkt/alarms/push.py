"""Messages to browsers: encrypted for one browser (RFC 8291, RFC 8188), and who sends them signed for (RFC 8292).

The service in between sees neither the text nor more of us than a key.
"""

import json
import os
from base64 import b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

MOST_BYTES = 3000
"""Of a text: services take at least 4096 bytes of what is encrypted (RFC 8030, section 7.2)."""
_RECORD_SIZE = 4096
_LAST_RECORD = b"\x02"
_VALID_FOR = timedelta(hours=12)  # at most 24 h (RFC 8292, section 2)
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256 (NIST SP 800-186)."""
_NO_KEY = _("This is no key of a browser.")


def signing_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key of an installation, the same one for the same secret."""
    number = int.from_bytes(sha256(b"punkt.push.1:" + secret.encode()).digest(), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, _CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public part as browsers take it: the point in uncompressed form, base64url."""
    return _as_text(_point(key.public_key()))


def check_browser_keys(p256dh: str, auth: str) -> None:
    """Raises ``InvalidValue`` for what no browser gives."""
    if len(_as_bytes(auth)) != 16:
        raise InvalidValue(_NO_KEY)
    _public(p256dh)


def encrypted(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    salt: bytes | None = None,
    own_key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a message to a browser with the keys ``p256dh`` and ``auth`` (base64url).

    ``salt`` (16 bytes) and ``own_key`` are new for each message; they are given only by tests. Raises ``InvalidValue``
    for keys that are none and for a text that is too long.
    """
    if len(text) > MOST_BYTES:
        raise InvalidValue(_("A message of %(n)s bytes is too long."), values={"n": len(text)})
    check_browser_keys(p256dh, auth)
    browser = _public(p256dh)
    own = own_key or ec.generate_private_key(_CURVE)
    salt = salt or os.urandom(16)
    keys = b"WebPush: info\x00" + _point(browser) + _point(own.public_key())
    shared = _derived(own.exchange(ec.ECDH(), browser), _as_bytes(auth), keys, 32)
    content_key = _derived(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(content_key).encrypt(nonce, text + _LAST_RECORD, None)
    own_point = _point(own.public_key())
    return salt + _RECORD_SIZE.to_bytes(4, "big") + len(own_point).to_bytes(1, "big") + own_point + sealed


def decrypted(body: bytes, browser: ec.EllipticCurvePrivateKey, auth: str) -> bytes:
    """What a browser reads. Raises ``InvalidValue`` for what was not meant for it."""
    salt, length = body[:16], body[20] if len(body) > 20 else 0
    own_point, sealed = body[21 : 21 + length], body[21 + length :]
    sender = _public(_as_text(own_point))
    keys = b"WebPush: info\x00" + _point(browser.public_key()) + own_point
    shared = _derived(browser.exchange(ec.ECDH(), sender), _as_bytes(auth), keys, 32)
    content_key = _derived(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\x00", 12)
    try:
        text = AESGCM(content_key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise InvalidValue(_("This message is for another browser.")) from None
    return text.rstrip(b"\x00")[:-1]


def authorization(endpoint: str, key: ec.EllipticCurvePrivateKey, at: datetime, contact: str) -> str:
    """The header by which the service of ``endpoint`` knows the sender; ``contact`` is a mailto: or https: address."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + _VALID_FOR).timestamp()),
        "sub": contact,
    }
    said = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signature = _as_text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={public_text(key)}"


def _json(value: dict[str, object]) -> str:
    return _as_text(json.dumps(value, separators=(",", ":")).encode())


def _derived(secret: bytes, salt: bytes, told: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=told).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _public(text: str) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _as_bytes(text))
    except ValueError:
        raise InvalidValue(_NO_KEY) from None


def _as_text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    """Strictly: what is passed over silently would let a key be as long as anybody likes."""
    try:
        return b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise InvalidValue(_NO_KEY) from None
