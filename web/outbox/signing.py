"""The signature of a webhook, in the form of Standard Webhooks, which any receiver's library can check. Pure.

HMAC-SHA256 over `id.timestamp.body`. While keys are changed there is one signature for each, newest first.
"""

import base64
import hmac
from collections.abc import Mapping
from hashlib import sha256

SCHEME = "v1"


def headers(number: str, timestamp: int, body: bytes, keys: Mapping[str, bytes]) -> dict[str, str]:
    """What goes with a body. `Signpost-Key`: versions of the keys, in the order of the signatures."""
    signatures = (f"{SCHEME},{_sign(number, timestamp, body, key)}" for key in keys.values())
    return {
        "Webhook-Id": number,
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": " ".join(signatures),
        "Signpost-Key": " ".join(keys),
    }


def _sign(number: str, timestamp: int, body: bytes, key: bytes) -> str:
    signed = f"{number}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
