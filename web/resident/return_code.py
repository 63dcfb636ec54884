"""The return code: short, to be read out on the telephone, and not to be guessed. Pure."""

import hmac
import secrets
from hashlib import sha256

from bot.handoff.reference import ALPHABET, MISREAD, check_character

BODY = 9  # characters before the check character: 45 bits
HALF = (BODY + 1) // 2


def new_code() -> str:
    """Ten letters and figures in two groups: "4F7KQ-2M8TX". The last one shows a slip in any one of them."""
    body = [secrets.choice(ALPHABET) for _ in range(BODY)]
    letters = "".join([*body, check_character(body)])
    return f"{letters[:HALF]}-{letters[HALF:]}"


def normalise(typed: str) -> str | None:
    """The code as it was given out, from however it was typed or read out; None if it cannot be one."""
    letters = "".join(each for each in typed.upper() if each.isalnum()).translate(MISREAD)
    if len(letters) != BODY + 1 or any(each not in ALPHABET for each in letters):
        return None
    if check_character(letters[:BODY]) != letters[BODY]:
        return None
    return f"{letters[:HALF]}-{letters[HALF:]}"


def hash_of(code: str, key: str) -> str:
    """What the store knows it by: without the site's own key nobody can try all codes against it."""
    return hmac.new(key.encode(), f"return code\0{code}".encode(), sha256).hexdigest()
