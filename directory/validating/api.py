"""A whole API of Open Referral UK 3 checked: the endpoints that it must have, and those that it should."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from directory.validating.findings import Finding, Report, Verdict
from directory.validating.records import Kind, check_about, check_page, check_record


@dataclass(frozen=True)
class Answer:
    """What an API answered. `body` is None where it was no JSON; `open_to_all`: any website may."""

    status: int
    body: Any
    open_to_all: bool


Ask = Callable[[str], Answer]  # takes "/services?page=1"


@dataclass(frozen=True)
class Listed:
    """A list, the kind of its records there and by themselves, and how bad it is if something is wrong."""

    path: str
    short: Kind
    full: Kind
    level: Verdict


# As the official validator weighs them: services decide, the others are worth a warning.
LISTS = (
    Listed("/services", Kind.SHORT_SERVICE, Kind.SERVICE, Verdict.FAIL),
    Listed("/taxonomies", Kind.TAXONOMY, Kind.TAXONOMY, Verdict.WARN),
    Listed("/taxonomy_terms", Kind.TAXONOMY_TERM, Kind.TAXONOMY_TERM, Verdict.WARN),
    Listed(
        "/service_at_locations",
        Kind.SHORT_SERVICE_AT_LOCATION,
        Kind.SERVICE_AT_LOCATION,
        Verdict.WARN,
    ),
)


def check_api(ask: Ask) -> Report:
    """Asks for everything once, and for the second and last page of a list that has them."""
    asked: list[str] = []
    findings: list[Finding] = []

    def told(path: str, level: Verdict) -> Any:
        asked.append(path)
        answer = ask(path)
        findings.extend(_manners(answer, path, level))
        return answer.body

    findings += check_about(told("/", Verdict.FAIL), "/", Verdict.FAIL)
    for listed in LISTS:
        findings += _check_list(listed, told)
    return Report(tuple(asked), tuple(findings))


def _manners(answer: Answer, path: str, level: Verdict) -> Iterator[Finding]:
    if answer.status != 200:
        yield Finding(level, path, "", f"answered {answer.status}")
    elif answer.body is None:
        yield Finding(level, path, "", "answered with something that is no JSON")
    if not answer.open_to_all:
        yield Finding(Verdict.WARN, path, "", "does not let every website read it (CORS)")


def _check_list(listed: Listed, told: Callable[[str, Verdict], Any]) -> Iterator[Finding]:
    page = told(listed.path, listed.level)
    yield from check_page(page, listed.short, listed.path, listed.level)
    if not isinstance(page, dict):
        return
    pages = page.get("total_pages")
    for number in sorted({2, pages}) if type(pages) is int and pages > 1 else ():
        path = f"{listed.path}?page={number}"
        yield from check_page(told(path, listed.level), listed.short, path, listed.level, number)
    key = _first_id(page)
    if key is not None:
        path = f"{listed.path}/{quote(key, safe='')}"
        yield from check_record(told(path, listed.level), listed.full, path, listed.level)


def _first_id(page: dict[str, Any]) -> str | None:
    contents = page.get("contents")
    first = contents[0] if isinstance(contents, list) and contents else None
    key = first.get("id") if isinstance(first, dict) else None
    return key if isinstance(key, str) and key else None
