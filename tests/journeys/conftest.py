"""One running Signpost for the journeys, a browser, and the cast."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House

PASSWORD = "correct horse battery staple"

# Tests come from one address in a hurry; residents do not.
IN_A_HURRY = {
    "LIMIT_CHAT": "6000 per minute",
    "LIMIT_PAGES": "6000 per minute",
    "LIMIT_HEALTH": "6000 per minute",
}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Signpost as `make run` starts it, in a folder of its own."""
    running = House(tmp_path_factory.mktemp("house") / "var", **IN_A_HURRY).start()
    yield running
    running.stop()


@pytest.fixture(params=[True, False], ids=["with the script", "without the script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Every journey works both ways."""
    return bool(request.param)


@pytest.fixture
def rosa(browser: Browser, house: House, script: bool) -> Iterator[Page]:
    """Rosa's browser, on a phone, at the chat."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{house.url}/start")
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def desk(browser: Browser, house: House) -> Iterator[Page]:
    """A staff member's browser, at a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def staff(house: House) -> dict[str, str]:
    """The people who work here: name by role."""
    people = {"follow_up": "tom", "adviser": "grace", "manager": "nadia"}
    for role, name in people.items():
        new_account(house, name, role)
    return people


def new_account(house: House, name: str, role: str, *more: str) -> None:
    """An account for a member of staff; `more`: further options of `create-user`."""
    told = ("create-user", name, "--role", role, "--password-stdin", *more)
    house.command("web", *told, stdin=PASSWORD + "\n")


def new_person(page: Page, house: House, name: str, role: str) -> None:
    """A new member of staff, signed in."""
    new_account(house, name, role)
    sign_in(page, house, name)


def sign_in(page: Page, house: House, name: str) -> None:
    """Sign in as a member of staff."""
    page.goto(f"{house.url}/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).filter(has_text=f"Hello {name}").wait_for()


def say(page: Page, text: str) -> str:
    """Type one message, send it, and return what Signpost said to it."""
    answers = page.locator("[data-answer]")
    before = answers.count()
    page.locator("textarea#text").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    answers.nth(before).wait_for()
    return answers.last.inner_text()


def processes_of(var_dir: Path) -> list[str]:
    """What still runs for this folder, as the system tells."""
    listing = subprocess.run(["pgrep", "-a", "-f", "bot\\.|web"], capture_output=True, text=True)
    found = []
    for line in listing.stdout.splitlines():
        environ = Path("/proc") / line.split()[0] / "environ"
        try:
            if f"VAR_DIR={var_dir}\0".encode() in environ.read_bytes():
                found.append(line)
        except OSError:
            continue
    return found
