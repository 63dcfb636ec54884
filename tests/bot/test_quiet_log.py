"""A log line can hold no resident's words unless we wrote it."""

import logging

from bot.quiet_log import PlaceOnly


def line(name: str, message: str, error: Exception | None = None) -> str:
    info = (type(error), error, None) if error else None
    return PlaceOnly().format(logging.LogRecord(name, logging.ERROR, "x.py", 7, message, (), info))


def test_of_others_only_place_and_kind_are_written() -> None:
    written = line("rasa.core.processor", "my mum Rosa fell", ValueError("Rosa"))
    assert "Rosa" not in written
    assert "rasa.core.processor" in written and "ValueError" in written and "line 7" in written


def test_our_own_lines_are_written_but_not_what_an_exception_says() -> None:
    written = line("bot.channel", "a turn failed", ValueError("Rosa"))
    assert "a turn failed (ValueError)" in written and "Rosa" not in written
