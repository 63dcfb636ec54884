"""Nothing but short scalars gets into a log, not even by accident or by way of a library."""

import json
import logging
from typing import Any

import pytest

from web.logging import LibraryFormatter, NotLoggable, log, log_failure

WORDS = "my neighbour hurts me"


def test_it_works(capsys: pytest.CaptureFixture[str]) -> None:
    log("handoff", reference="SP-0000-0000", created=True, took_ms=12.5, channel=None)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["reference"], line["created"]) == ("handoff", "SP-0000-0000", True)


@pytest.mark.parametrize("value", [[WORDS], {"words": WORDS}, ("a",), object(), b"x", "x" * 201])
def test_anything_but_a_short_scalar_is_refused(value: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotLoggable) as refusal:
        log("said", words=value)
    assert WORDS not in str(refusal.value)
    assert WORDS not in "".join(capsys.readouterr())


def test_a_failure_is_logged_by_kind_and_place_alone(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        log_failure(error)
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "test_logging.py" in written
    assert WORDS not in written


def test_a_librarys_arguments_and_exceptions_are_left_out() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("library", logging.ERROR, "x.py", 1, "could not send %s", (WORDS,), info)
    line = LibraryFormatter().format(record)
    assert WORDS not in line
    assert json.loads(line)["message"] == "could not send %s"
    plain = logging.LogRecord("library", logging.ERROR, "x.py", 1, f"failed: {WORDS}", None, None)
    assert WORDS not in LibraryFormatter().format(plain)
