"""What the national return asks of a row: from specification.yml, or from the council's own copy of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from web.exceptions import SettingsError

OWN = Path(__file__).with_name("specification.yml")
# What rows.py beside this fills; the council's copy may name columns otherwise, not leave these out.
FILLED = (
    "la_code", "period_start", "period_end", "la_person_id", "client_type", "unpaid_carer", "event_type",
    "event_reference", "event_start", "event_end", "event_description", "event_outcome", "route_of_access",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column. `held`: Signpost can know it; else it stays empty, or says so in the words of `unknown`.

    `list`: the name of the list its values are from. `form`: what a value looks like, as a pattern.
    """

    id: str
    name: str
    for_request: str
    held: bool
    seen: str
    unknown: str = ""
    list: str | None = None
    form: str | None = None

    @property
    def must_be_filled(self) -> bool:
        """Does a request without it fail?"""
        return self.for_request == "mandatory"


@dataclass(frozen=True)
class ClientTypes:
    """Whose request it is: the person's, or (by what was asked for, or came of it) the carer's own."""

    otherwise: str
    carer: str
    carer_requests: frozenset[str]
    carer_outcomes: frozenset[str]


@dataclass(frozen=True)
class Specification:
    """The whole of it. Of several outcomes the one that comes first in its list counts."""

    release: str
    date_format: str
    columns: tuple[Column, ...]
    lists: Mapping[str, tuple[str, ...]]
    lists_seen: Mapping[str, str]
    release_1: Mapping[str, frozenset[str]]
    routes: Mapping[str, str]
    route_not_recorded: str
    unpaid_carer: Mapping[str, str]
    unpaid_carer_not_recorded: str
    client_types: ClientTypes
    no_row: frozenset[str]
    description: Mapping[str, str]

    @cached_property
    def filled(self) -> tuple[Column, ...]:
        """Columns that a request must have and Signpost can know."""
        return tuple(each for each in self.columns if each.must_be_filled and each.held)

    @cached_property
    def listed(self) -> tuple[tuple[Column, frozenset[str], frozenset[str]], ...]:
        """Columns with a list: each with its values, and how Release 1 wrote them."""
        return tuple(
            (each, frozenset(self.lists[each.list]), self.release_1.get(each.list, frozenset()))
            for each in self.columns
            if each.list
        )

    @cached_property
    def formed(self) -> tuple[Column, ...]:
        """Columns whose values have a form."""
        return tuple(each for each in self.columns if each.form is not None)

    @cached_property
    def empty(self) -> Mapping[str, str]:
        """What every column says while nothing is known."""
        return {each.id: each.unknown for each in self.columns}

    def rank(self, outcome: str) -> int:
        """Which of several outcomes counts: the lowest."""
        known = self.lists["event_outcome"]
        return known.index(outcome) if outcome in known else len(known)

    def never_held(self) -> tuple[Column, ...]:
        """Columns a request must have, that Signpost cannot know, and for which there is no "unknown"."""
        return tuple(
            each for each in self.columns if each.must_be_filled and not each.held and not each.unknown
        )

    def to_be_checked(self) -> tuple[str, ...]:
        """Names of columns whose list of values is not known to be that of this release."""
        named = {each.list: each.name for each in self.columns if each.list}
        return tuple(name for id_, name in named.items() if self.lists_seen[id_] != f"release_{self.release}")


@cache
def specification(file: Path | None = None) -> Specification:
    """The specification in `file`, or our own; SettingsError says what is wrong with it."""
    try:
        read = yaml.safe_load((file or OWN).read_text(encoding="utf-8"))
        return _checked(_specification(read))
    except OSError as error:
        raise SettingsError(f"CLD_FILE cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise SettingsError("CLD_FILE is no YAML. Begin with a copy of specification.yml.") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingsError(f"CLD_FILE is not as it must be: {error}. Compare it with ours.") from None


def _specification(read: dict[str, Any]) -> Specification:
    types = read["client_type"]
    return Specification(
        release=str(read["release"]),
        date_format=str(read["date_format"]),
        columns=tuple(Column(**each) for each in read["columns"]),
        lists={name: tuple(map(str, each["values"])) for name, each in read["lists"].items()},
        lists_seen={name: str(each["seen"]) for name, each in read["lists"].items()},
        release_1={name: frozenset(map(str, each)) for name, each in read["release_1"].items()},
        routes=dict(read["route_of_access"]),
        route_not_recorded=str(read["route_not_recorded"]),
        unpaid_carer={str(code): str(value) for code, value in read["unpaid_carer"].items()},
        unpaid_carer_not_recorded=str(read["unpaid_carer_not_recorded"]),
        client_types=ClientTypes(
            types["else"],
            types["carer"],
            frozenset(types["carer_requests"]),
            frozenset(types["carer_outcomes"]),
        ),
        no_row=frozenset(read["no_row"]),
        description=dict(read["description"]),
    )


def _checked(made: Specification) -> Specification:
    ids = [each.id for each in made.columns]
    if missing := [id_ for id_ in FILLED if id_ not in ids]:
        raise ValueError(f"there is no column with the id {missing[0]}")
    if len(set(ids)) < len(ids):
        raise ValueError("two columns have the same id")
    for each in made.columns:
        if each.for_request not in ("mandatory", "optional", "none"):
            raise ValueError(f"for_request of {each.name} must be mandatory, optional or none")
        if each.list is not None and each.list not in made.lists:
            raise ValueError(f"{each.name} names a list that is not there")
        try:
            re.compile(each.form or "")
        except re.error:
            raise ValueError(f"the form of {each.name} is no pattern") from None
    return made
