"""The entries of a feed file, each with the line it starts on, whichever envelope they come in."""

from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any

from directory.exceptions import FeedUnreadable

# v3 pages say "contents", v1 pages and Outpost "content"; the others were seen in council exports.
ENVELOPES = ("contents", "content", "services", "items", "data", "results")
BLANKS = " \t\n\r"


@dataclass(frozen=True)
class FeedRow:
    """One entry as the feed wrote it; `position` counts from 1, `line` is 0 where there is no file."""

    position: int
    line: int
    value: Any


def read_rows(path: Path) -> list[FeedRow]:
    """All entries of the file; FeedUnreadable, with one sentence, when it is no feed."""
    text = _decoded(path)
    if not text.strip():
        raise FeedUnreadable(f"{path.name} is empty.")
    try:
        return _rows(text, path.name)
    except JSONDecodeError as error:
        raise FeedUnreadable(
            f"{path.name} is not complete JSON: it breaks off or goes wrong at line {error.lineno}."
        ) from None
    except (RecursionError, ValueError):
        raise FeedUnreadable(
            f"{path.name} holds JSON that no feed would: nested too deep or too large."
        ) from None


def rows_of(values: list[dict[str, Any]]) -> list[FeedRow]:
    """Entries that were never in a file, such as the demonstration's."""
    return [FeedRow(position, 0, value) for position, value in enumerate(values, start=1)]


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FeedUnreadable(f"{path.name} is not UTF-8 text; save it as UTF-8 and try again.") from None
    except OSError as error:
        raise FeedUnreadable(
            f"{path.name} cannot be read: {(error.strerror or 'it failed').lower()}."
        ) from None


def _rows(text: str, name: str) -> list[FeedRow]:
    whole, end = JSONDecoder().raw_decode(text, _skip(text, 0))
    if _skip(text, end) != len(text):
        raise JSONDecodeError("more follows", text, _skip(text, end))
    if isinstance(whole, list):
        return _listed(text, _skip(text, 0))
    if isinstance(whole, dict):
        return _enveloped(text, whole, name)
    raise FeedUnreadable(f"{name} is not a list of services.")


def _enveloped(text: str, whole: dict[str, Any], name: str) -> list[FeedRow]:
    for key in ENVELOPES:
        if isinstance(whole.get(key), list):
            return _listed(text, _start_of(text, key))
    if "id" in whole and "name" in whole:  # one service by itself, as /services/{id} answers
        return [FeedRow(1, 1, whole)]
    raise FeedUnreadable(f"{name} is not a list of services, nor a page that holds one.")


def _start_of(text: str, wanted: str) -> int:
    """Where the value of a key of the outermost object starts; of a key given twice the last one counts."""
    decoder, at, found = JSONDecoder(), _skip(text, _skip(text, 0) + 1), 0
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        found = at if key == wanted else found
        _, at = decoder.raw_decode(text, at)
        at = _after_comma(text, at)
    return found


def _listed(text: str, start: int) -> list[FeedRow]:
    decoder, at, line, seen = JSONDecoder(), _skip(text, start + 1), 1, 0
    rows: list[FeedRow] = []
    while text[at] != "]":
        line, seen = line + text.count("\n", seen, at), at
        value, at = decoder.raw_decode(text, at)
        rows.append(FeedRow(len(rows) + 1, line, value))
        at = _after_comma(text, at)
    return rows


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _after_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at
