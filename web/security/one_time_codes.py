"""Time-based one-time codes (RFC 6238), and the recovery codes that stand in for them. Pure.

A telephone's clock may be half a minute out, so the step before and the step after are taken too. A step that
was taken once is never taken again, nor is one before it.
"""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import pyotp
import segno

STEP_SECONDS = 30
HOW_MANY = 10
_CODE_LENGTH = 6
# No letter or digit that is taken for another: 32 of them, so 16 are 80 bits.
_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
_GROUPS, _IN_A_GROUP = 4, 4


def new_secret() -> str:
    """A new secret to share with a telephone: 160 bits in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, moment: datetime, after: int | None) -> int | None:
    """The step whose code this is, if it is later than `after`; None for a wrong or a used code."""
    typed = "".join(filter(str.isdecimal, code))
    now = int(moment.timestamp()) // STEP_SECONDS
    if len(typed) != _CODE_LENGTH or not typed.isascii():
        return None
    right = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(_code(secret, step), typed)]
    return next((step for step in right if after is None or step > after), None)


def setup_address(secret: str, name: str, issuer: str) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def picture(address: str) -> str:
    """The address as a QR code: SVG to stand inside a page, without a style or a script."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False, svgns=False,
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode()


def grouped(secret: str) -> str:
    """A secret as a person types it: in fours."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Ten codes for when the telephone is not at hand."""
    return [_recovery_code() for _ in range(HOW_MANY)]


def recovery_hash(code: str) -> str | None:
    """What a recovery code is kept as, however it was typed; None for what cannot be one."""
    plain = "".join(filter(str.isalnum, code.casefold()))
    if len(plain) != _GROUPS * _IN_A_GROUP or not set(plain) <= set(_ALPHABET):
        return None
    return sha256(plain.encode()).hexdigest()


def _code(secret: str, step: int) -> str:
    return pyotp.HOTP(secret).at(step)


def _recovery_code() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _IN_A_GROUP)]
    return "-".join(
        "".join(letters[start : start + _IN_A_GROUP]) for start in range(0, len(letters), _IN_A_GROUP)
    )
