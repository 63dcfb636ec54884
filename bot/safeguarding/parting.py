"""The one parting of our banks: `dev` may be read and learnt from, `test` only measured on."""

import hashlib

SEED = "signpost-1"
DEV_SHARE = 7  # of ten


def is_dev(text: str) -> bool:
    """Does this message belong to the part that rule writers may read and training may use?"""
    digest = hashlib.sha256(f"{SEED}:{text}".encode()).hexdigest()
    return int(digest, 16) % 10 < DEV_SHARE
