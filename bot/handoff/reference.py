"""The reference of a hand-off: short, readable over the telephone, always the same. Pure."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from bot.exceptions import BadReferenceError

# Crockford's base 32: no I, L, O or U, so that nothing is misheard or misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
PREFIX = "SP"
BODY = 7  # characters before the check character: 35 bits


def mint(conversation_id: str, kind: str, key: str) -> tuple[str, str]:
    """The reference and the idempotency key of this conversation's hand-off of this kind.

    A turn that is tried again mints the same two, so nothing is ever handed over twice.
    """
    message = f"{conversation_id}\0{kind}".encode()
    seed = hmac.new(key.encode(), b"reference\0" + message, sha256).digest()
    number = int.from_bytes(seed[:8], "big")
    idempotency_key = hmac.new(key.encode(), b"idempotency\0" + message, sha256).hexdigest()
    return of_number(number), idempotency_key


def of_number(number: int) -> str:
    """The reference that stands for the last 35 bits of a number."""
    body = [ALPHABET[(number >> (5 * place)) & 31] for place in range(BODY)]
    letters = "".join([*body, check_character(body)])
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"


def check_character(body: Sequence[str]) -> str:
    """The last character: each place has its own odd weight, so one wrong character or a swap is noticed."""
    total = sum((2 * place + 1) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % 32]


def normalise(typed: str) -> str:
    """The reference somebody typed or read out, in its one form; BadReferenceError if it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    letters = letters.removeprefix(PREFIX).translate(MISREAD)
    if len(letters) != BODY + 1 or any(letter not in ALPHABET for letter in letters):
        raise BadReferenceError("A reference has eight letters and figures after SP.")
    if check_character(letters[:BODY]) != letters[BODY]:
        raise BadReferenceError("One of the letters or figures of this reference is wrong.")
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"
