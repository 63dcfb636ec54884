"""The one parting of messages: some may be learnt from, some only chosen by, some only measured on."""

import hashlib

SEED = "signpost-1"
DEV_SHARE = 7  # of ten
CHOOSING_SEED = "signpost-2"
CHOOSING_SHARE = 3  # one of so many of dev


def is_dev(text: str) -> bool:
    """May writers of rules read this message? What is not dev is `test`: only measured on."""
    return _number(SEED, text) % 10 < DEV_SHARE


def is_chosen_by(text: str) -> bool:
    """Is this dev message kept from learning, so that thresholds can be chosen by it?"""
    return is_dev(text) and _number(CHOOSING_SEED, text) % CHOOSING_SHARE == 0


def _number(seed: str, text: str) -> int:
    return int(hashlib.sha256(f"{seed}:{text}".encode()).hexdigest(), 16)
