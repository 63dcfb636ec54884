"""The way to a real server that is down, slow, broken or dying: everything arrives, nothing twice."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.handoff.courier import Courier
from bot.handoff.request import HandoffRequest
from bot.handoff.spool import Spool
from tests.bot.handoff.conftest import KEY
from tests.bot.handoff.receiver import Receiver

Make = Callable[[Spool, str], Courier]


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.01)


def test_it_works(receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make) -> None:
    courier = courier_to(spool, receiver.url)
    courier.start()
    courier.hand_over(rosas)
    until(lambda: spool.waiting() == [])
    assert receiver.kept == {rosas.idempotency_key: rosas.as_json()}
    assert receiver.tokens == {"Bearer token"}


def test_down_then_up(spool: Spool, rosas: HandoffRequest, courier_to: Make) -> None:
    gone = Receiver()
    port = gone.port
    gone.close()
    courier = courier_to(spool, f"http://127.0.0.1:{port}")
    courier.start()
    courier.hand_over(rosas)
    assert spool.waiting() == [rosas]
    back = Receiver(port)
    until(lambda: spool.waiting() == [])
    assert list(back.kept) == [rosas.idempotency_key]
    back.close()


@pytest.mark.parametrize("manner", ["slow", "broken", "dying"])
def test_in_trouble_then_well(
    manner: str, receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make
) -> None:
    receiver.manner = manner
    courier = courier_to(spool, receiver.url)
    courier.start()
    courier.hand_over(rosas)
    until(lambda: len(receiver.attempts) >= 1)
    assert spool.waiting() == [rosas]
    receiver.manner = "good"
    until(lambda: spool.waiting() == [])
    assert list(receiver.kept) == [rosas.idempotency_key]
    assert len(receiver.attempts) >= 2


def test_a_restart_takes_up_what_waits(
    receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make, tmp_path: Path
) -> None:
    spool.put(rosas)
    courier_to(Spool(tmp_path / "spool", KEY), receiver.url).start()
    until(lambda: spool.waiting() == [])
    assert list(receiver.kept) == [rosas.idempotency_key]


def test_an_addition_arrives_after_what_it_adds_to(
    receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make
) -> None:
    courier = courier_to(spool, receiver.url)
    courier.start()
    courier.hand_over(rosas)
    until(lambda: spool.waiting() == [])
    courier.hand_over(replace(rosas, contact={"phone": "07700 900123"}))
    until(lambda: spool.waiting() == [])
    assert [one["contact"] for one in receiver.attempts] == [None, {"phone": "07700 900123"}]


@pytest.mark.parametrize(("manner", "status"), [("refusing", 422), ("contradicting", 409)])
def test_what_is_refused_is_set_aside_with_the_reason_and_without_words(
    manner: str,
    status: int,
    receiver: Receiver,
    spool: Spool,
    rosas: HandoffRequest,
    courier_to: Make,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.manner = manner
    courier = courier_to(spool, receiver.url)
    courier.start()
    courier.hand_over(rosas)
    until(lambda: rosas.reference in caplog.text)
    assert len(receiver.attempts) == 1
    rejected = tmp_path / "spool" / "rejected"
    assert (rejected / f"{rosas.reference}.reason").read_text() == f"status {status}, fields needs"
    assert (rejected / f"{rosas.reference}.handoff").exists()
    assert rosas.reference in caplog.text and "knees" not in caplog.text


def test_one_in_trouble_does_not_hold_up_the_others(
    receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make
) -> None:
    receiver.manner = "broken"
    courier = courier_to(spool, receiver.url)
    for letter in "abc":
        courier.hand_over(replace(rosas, idempotency_key=letter * 64))
    receiver.manner = "good"
    courier.start()
    until(lambda: spool.waiting() == [])
    assert len(receiver.kept) == 3


def test_nobody_waits_for_a_slow_road(
    receiver: Receiver, spool: Spool, rosas: HandoffRequest, courier_to: Make
) -> None:
    receiver.manner = "slow"
    courier = courier_to(spool, receiver.url)
    courier.start()
    began = time.monotonic()
    for letter in "abcdefgh":
        courier.hand_over(replace(rosas, idempotency_key=letter * 64))
    assert time.monotonic() - began < 0.5
