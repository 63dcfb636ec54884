"""Codes by themselves: right now and half a minute around it, once each, as the standard's example has it."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from web.security.one_time_codes import (
    grouped,
    new_recovery_codes,
    new_secret,
    picture,
    recovery_hash,
    setup_address,
    step_of,
)

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890": RFC 6238, appendix B
THEN = datetime(2005, 3, 18, 1, 58, 29, tzinfo=UTC)  # 1111111109 seconds: its second row
STEP = 0x23523EC


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


def test_it_agrees_with_the_standard() -> None:
    # The standard shows eight digits, 07081804; six are its last six.
    assert step_of(SECRET, "081804", THEN, None) == STEP


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_out(seconds: int, good: bool) -> None:
    found = step_of(SECRET, code_at(THEN + timedelta(seconds=seconds)), THEN, None)
    assert (found is not None) is good


def test_a_step_is_taken_once_and_none_before_it() -> None:
    assert step_of(SECRET, code_at(THEN), THEN, STEP) is None
    assert step_of(SECRET, code_at(THEN - timedelta(seconds=30)), THEN, STEP) is None
    assert step_of(SECRET, code_at(THEN + timedelta(seconds=30)), THEN, STEP) == STEP + 1


@pytest.mark.parametrize("typed", ["081 804", " 081804 ", "081-804"])
def test_blanks_do_not_matter(typed: str) -> None:
    assert step_of(SECRET, typed, THEN, None) == STEP


@pytest.mark.parametrize("typed", ["", "08180", "0818040", "abcdef", "٠٨١٨٠٤", "081804\0" * 2])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(SECRET, typed, THEN, None) is None


def test_secrets_are_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(20)}
    assert len(made) == 20 and {len(each) for each in made} == {32}
    assert grouped("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_the_picture_needs_no_style_and_no_script() -> None:
    address = setup_address(SECRET, "grace", "Signpost Eastmere")
    assert address.startswith("otpauth://totp/Signpost%20Eastmere:grace?secret=" + SECRET)
    drawn = picture(address)
    assert drawn.startswith("<svg") and "style" not in drawn and "<script" not in drawn
    assert SECRET not in drawn


def test_recovery_codes_are_typed_in_any_way() -> None:
    made = new_recovery_codes()
    assert len(set(made)) == 10
    plain = recovery_hash(made[0])
    assert plain and len(plain) == 64
    assert recovery_hash(f" {made[0].upper().replace('-', ' ')} ") == plain
    assert recovery_hash(made[1]) != plain


@pytest.mark.parametrize("typed", ["", "123456", "abcd-efgh-ijkm-npq", "l0l0-l0l0-l0l0-l0l0"])
def test_what_is_no_recovery_code_is_none(typed: str) -> None:
    assert recovery_hash(typed) is None
