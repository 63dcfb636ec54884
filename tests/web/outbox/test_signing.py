"""The signature, checked by the example that the documentation gives to receivers, as it stands there."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.web.outbox.case_system import CaseSystem
from tests.web.outbox.conftest import KEY, OLD_KEY, Clock
from web.database import ContactsStore
from web.models.delivery import Target
from web.outbox import signing
from web.outbox.rounds import Rounds
from web.outbox.settings import parse_webhook_keys
from web.outbox.webhook import WebhookCarrier
from web.settings import WebSettings

PAGE = Path(__file__).parents[3] / "docs" / "deliveries.md"
BODY = b'{"reference": "SP-7KQ2-M4TX"}'
NOW = 1_795_341_600


@pytest.fixture(scope="module")
def is_ours() -> Callable[..., bool]:
    [example] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(example.strip().splitlines()) <= 17, "short enough to be read"
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - that it runs is what is tested
    checks: Callable[..., bool] = names["is_ours"]
    return checks


def signed(keys: str = KEY) -> dict[str, str]:
    return signing.headers("delivery-1", NOW, BODY, parse_webhook_keys(keys))


def test_what_arrives_passes(
    is_ours: Callable[..., bool], hand_on: Callable[..., str], rounds: Rounds, case: CaseSystem
) -> None:
    hand_on()
    rounds.deliver()
    [arrived] = case.arrived
    assert is_ours(arrived.headers, arrived.body, KEY, set())


def test_a_changed_body_a_changed_time_a_wrong_key_and_an_old_one_do_not(
    is_ours: Callable[..., bool],
) -> None:
    head = signed()
    assert is_ours(head, BODY, KEY, set(), now=NOW + 10)
    assert not is_ours(head, BODY + b" ", KEY, set(), now=NOW)
    assert not is_ours({**head, "Webhook-Timestamp": str(NOW + 5)}, BODY, KEY, set(), now=NOW)
    assert not is_ours({**head, "Webhook-Id": "delivery-2"}, BODY, KEY, set(), now=NOW)
    assert not is_ours(head, BODY, OLD_KEY, set(), now=NOW)
    assert not is_ours(head, BODY, KEY, set(), now=NOW + 301)


def test_the_same_once_more_does_not(is_ours: Callable[..., bool]) -> None:
    seen: set[str] = set()
    assert is_ours(signed(), BODY, KEY, seen, now=NOW)
    assert not is_ours(signed(), BODY, KEY, seen, now=NOW)


def test_while_keys_are_changed_either_opens_it(is_ours: Callable[..., bool]) -> None:
    head = signed(f"v2:{KEY},v1:{OLD_KEY}")
    assert head["Signpost-Key"] == "v2 v1"
    assert is_ours(head, BODY, KEY, set(), now=NOW)
    assert is_ours(head, BODY, OLD_KEY, set(), now=NOW)


def test_it_is_the_signature_that_standard_webhooks_describes() -> None:
    """Worked out once with openssl: printf 'delivery-1.1795341600.BODY' | openssl dgst -sha256 -mac HMAC."""
    assert signed()["Webhook-Signature"] == "v1,AwFxBi9Tlkikq4zW3laS40CrttB6TRfhrjEMaCfOxWo="


def test_each_attempt_is_stamped_anew(
    hand_on: Callable[..., str], settings: WebSettings, store: ContactsStore, case: CaseSystem, clock: Clock
) -> None:
    times = iter([NOW, NOW + 120])
    carrier = WebhookCarrier(replace(settings.outbox.webhook), clock=lambda: next(times))
    hand_on()
    case.answers = [500]
    for _ in range(2):
        Rounds(store, Target.WEBHOOK, carrier, tries=5, clock=clock).deliver()
        clock.pass_by(minutes=2)
    stamps = [each.headers["Webhook-Timestamp"] for each in case.arrived]
    assert stamps == [str(NOW), str(NOW + 120)]
    assert len({each.number for each in case.arrived}) == 1
