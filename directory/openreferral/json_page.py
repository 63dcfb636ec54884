"""JSON of a feed taken apart: the entries with the lines they start on, and what the envelope says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any

from directory.exceptions import FeedUnreadable

# v3 pages say "contents", v1 pages and Outpost "content"; the others were seen in council exports.
ENVELOPES = ("contents", "content", "services", "items", "data", "results")
BLANKS = " \t\n\r"
LONGEST_NUMBER = 40  # digits; Python refuses to read thousands of them, and no feed has a use for any


@dataclass(frozen=True)
class FeedRow:
    """One entry as the feed wrote it; `position` counts from 1, `line` is 0 where there is no file."""

    position: int
    line: int
    value: Any


@dataclass(frozen=True)
class Page:
    """The entries of one document. `about` is the rest of the envelope; empty for a bare list.

    `alone`: the document is one service by itself, as `/services/{id}` answers.
    """

    rows: list[FeedRow]
    about: Mapping[str, Any]
    alone: bool = False


def read_page(text: str, name: str) -> Page:
    """A list, an envelope that holds one, or one service; FeedUnreadable, with one sentence, for all else."""
    if not text.strip():
        raise FeedUnreadable(f"{name} is empty.")
    try:
        return _page(text, name)
    except JSONDecodeError as error:
        raise FeedUnreadable(
            f"{name} is not complete JSON: it breaks off or goes wrong at line {error.lineno}."
        ) from None
    except (RecursionError, ValueError):
        raise FeedUnreadable(f"{name} holds JSON that no feed would: nested too deep or too large.") from None


def read_object(text: str, name: str) -> Any:
    """Any JSON document whole; FeedUnreadable where it is none."""
    try:
        value, end = _decoder().raw_decode(text, _skip(text, 0))
        _nothing_after(text, end)
    except JSONDecodeError:
        raise FeedUnreadable(f"{name} is not complete JSON.") from None
    except (RecursionError, ValueError):
        raise FeedUnreadable(f"{name} holds JSON that no feed would: nested too deep or too large.") from None
    return value


def _page(text: str, name: str) -> Page:
    start = _skip(text, 0)
    if text[start] == "[":
        rows, end = _listed(text, start)
        _nothing_after(text, end)
        return Page(rows, {})
    if text[start] == "{":
        members, end = _members(text, start)
        _nothing_after(text, end)
        return _enveloped(members, name)
    read_object(text, name)
    raise FeedUnreadable(f"{name} is not a list of services.")


def _enveloped(members: dict[str, Any], name: str) -> Page:
    listed = [key for key in ENVELOPES if _is_rows(members.get(key))]
    about = {key: value for key, value in members.items() if not _is_rows(value)}
    if listed:
        return Page(members[listed[0]], about)
    if "id" in members and "name" in members:
        return Page([FeedRow(1, 1, about)], {}, alone=True)
    raise FeedUnreadable(f"{name} is not a list of services, nor a page that holds one.")


def _is_rows(value: object) -> bool:
    return isinstance(value, _Rows)


class _Rows(list[FeedRow]):
    """Entries, to be told from an ordinary list of the envelope."""


def _listed(text: str, start: int) -> tuple[_Rows, int]:
    """The entries of the list at `start`, and where it ends. Each is decoded once: feeds can be large."""
    decode, rows = _decoder().raw_decode, _Rows()
    line, seen = text.count("\n", 0, start) + 1, start

    def take(at: int) -> int:
        nonlocal line, seen
        line, seen = line + text.count("\n", seen, at), at
        value, end = decode(text, at)
        rows.append(FeedRow(len(rows) + 1, line, value))
        return end

    return rows, _each(text, start, "]", take)


def _members(text: str, start: int) -> tuple[dict[str, Any], int]:
    """The members of the object at `start`, an envelope's lists as rows; of a key given twice the last."""
    decode, members = _decoder().raw_decode, {}

    def take(at: int) -> int:
        key, after = decode(text, at)
        colon = _skip(text, after)
        if not isinstance(key, str) or text[colon : colon + 1] != ":":
            raise JSONDecodeError("a name and a colon belong here", text, at)
        value_at = _skip(text, colon + 1)
        if key in ENVELOPES and text[value_at : value_at + 1] == "[":
            members[key], end = _listed(text, value_at)
        else:
            members[key], end = decode(text, value_at)
        return end

    return members, _each(text, start, "}", take)


def _each(text: str, start: int, closing: str, take: Callable[[int], int]) -> int:
    """Walk what stands between commas: `take` reads one and says where it ends. Gives the end of it all."""
    at = _skip(text, start + 1)
    if text[at : at + 1] == closing:
        return at + 1
    while True:
        at = _skip(text, take(at))
        if text[at : at + 1] == closing:
            return at + 1
        if text[at : at + 1] != ",":
            raise JSONDecodeError("a comma belongs here", text, at)
        at = _skip(text, at + 1)


def _decoder() -> JSONDecoder:
    return JSONDecoder(parse_int=lambda digits: int(digits) if len(digits) <= LONGEST_NUMBER else None)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _nothing_after(text: str, end: int) -> None:
    if _skip(text, end) != len(text):
        raise JSONDecodeError("more follows", text, _skip(text, end))
