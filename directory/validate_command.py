"""`python -m directory validate`: is this open data what Open Referral UK 3 asks for?"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import httpx

from directory.exceptions import FeedUnreadable
from directory.settings import DirectorySettings
from directory.validating.api import Answer, Ask, check_api
from directory.validating.findings import Report, Verdict
from directory.validating.records import Kind, check_page

PASSED, FAILED = 0, 1
SECONDS = 30.0
MOST_SHOWN = 100


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `validate`."""
    parser.add_argument(
        "what", metavar="URL|FILE", help="an API's base address, or a file with a page of services"
    )


def run_validate(args: Namespace, _settings: DirectorySettings) -> int:
    """Print what was found, and the verdict; 1 where it fails, 0 where it passes, warned of or not."""
    is_address = args.what.startswith(("http://", "https://"))
    report = check_address(args.what) if is_address else check_file(Path(args.what))
    for finding in report.findings[:MOST_SHOWN]:
        _say(str(finding))
    if len(report.findings) > MOST_SHOWN:
        _say(f"and {len(report.findings) - MOST_SHOWN} more")
    _say(f"{report.verdict.name.capitalize()}: {len(report.asked)} asked, {len(report.findings)} findings.")
    return FAILED if report.verdict is Verdict.FAIL else PASSED


def check_address(address: str) -> Report:
    """An API that runs somewhere."""
    with httpx.Client(timeout=SECONDS, follow_redirects=True, headers={"User-Agent": "Signpost"}) as client:
        return check_api(_asking(client, address.rstrip("/")))


def check_file(path: Path) -> Report:
    """A page of services in a file, as `export` writes it; FeedUnreadable where it is no JSON."""
    try:
        page = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FeedUnreadable(
            f"{path.name} cannot be read: {(error.strerror or 'it failed').lower()}."
        ) from None
    except (ValueError, RecursionError):
        raise FeedUnreadable(f"{path.name} is not JSON in UTF-8.") from None
    return Report((path.name,), tuple(check_page(page, Kind.SERVICE, path.name, Verdict.FAIL)))


def _asking(client: httpx.Client, base: str) -> Ask:
    def ask(path: str) -> Answer:
        try:
            response = client.get(base + path)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FeedUnreadable(f"Nothing answers at {base}{path} ({type(error).__name__}).") from None
        is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
        return Answer(response.status_code, _json(response), is_open)

    return ask


def _json(response: httpx.Response) -> object:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
