"""Pictures of every screen, kept in docs/screens, and how a test tells that one is out of date.

`UPDATE_SCREENS=1` takes them anew. Otherwise each screen is held against what the album says of it: what one
can press, fill in and jump to by its headings, and roughly how its top looks. Numbers, days and references
differ from run to run and are left out of that.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from tests.journeys.house import ROOT

SCREENS = ROOT / "docs" / "screens"
INDEX = SCREENS / "index.json"
# What a screen offers, as a screen reader tells it; what is data (a row's words, a link's name) is not here.
_OFFERED = re.compile(
    r'^\s*- (heading|button|textbox|combobox|checkbox|radio|columnheader|tab|switch) "([^"]*)"', re.MULTILINE
)
_DATA = re.compile(r"\b[A-Z0-9]{3,5}-[A-Z0-9]{3,5}(-[A-Z0-9]+)?\b|\d[\d.,:%/]*")
_DAYS = re.compile(
    r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(January|February|March|April|May|June|July|August"
    r"|September|October|November|December|[ap]m)\b"
)
TOP = 900  # what one sees first, in pixels
SKETCH = (32, 24)  # columns and rows of grey that a look is held against
TOLERATED = 20.0  # of 255, the mean of the difference: other fonts and other figures, not another page
COLOURS = 48  # enough for a page, and few bytes
LONGEST = 2600  # pixels: what comes below is lists that go on
KIND = ".webp"


class Album:
    """The screens seen in one run. `out_of_date` says at the end which pictures tell of another screen."""

    def __init__(self) -> None:
        self._updating = bool(os.environ.get("UPDATE_SCREENS"))
        self._kept = json.loads(INDEX.read_text()) if INDEX.exists() else {}
        self._seen: dict[str, dict[str, object]] = {}
        self._stale: list[str] = []

    def take(self, page: Page, name: str) -> None:
        """One screen under `name` (audience/screen), from its top to its end."""
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled")))
        told: dict[str, object] = {"offers": offers(page), "sketch": _sketch(picture)}
        self._seen[name] = told
        if self._updating:
            _keep(picture, SCREENS / f"{name}{KIND}")
        else:
            self._stale += self._compared(name, told)

    def _compared(self, name: str, told: dict[str, object]) -> list[str]:
        kept = self._kept.get(name)
        if kept is None or not (SCREENS / f"{name}{KIND}").exists():
            return [f"{name}: no picture yet"]
        if kept["offers"] != told["offers"]:
            changed = sorted(set(kept["offers"]) ^ set(told["offers"]))
            return [f"{name}: other things on it: {changed}"]
        if (apart := _apart(str(kept["sketch"]), str(told["sketch"]))) > TOLERATED:
            return [f"{name}: it looks different ({apart:.0f})"]
        return []

    def close(self, audience: str) -> list[str]:
        """What is out of date among this audience's pictures; or, when updating, keep what was seen."""
        mine = {name for name in self._kept if name.startswith(f"{audience}/")}
        if not self._updating:
            return self._stale + [
                f"{name}: no such screen any more" for name in sorted(mine - set(self._seen))
            ]
        for gone in mine - set(self._seen):
            (SCREENS / f"{gone}{KIND}").unlink(missing_ok=True)
        others = json.loads(INDEX.read_text()) if INDEX.exists() else {}
        others = {name: told for name, told in others.items() if name not in mine}
        INDEX.write_text(json.dumps(dict(sorted((others | self._seen).items())), indent=1) + "\n")
        return []


def offers(page: Page) -> list[str]:
    """What one can press, fill in and jump to on this page, without what differs from run to run."""
    found = {
        f"{role} {_DAYS.sub('', _DATA.sub('', name)).strip()}"
        for role, name in _OFFERED.findall(page.locator("body").aria_snapshot())
    }
    return sorted(found)


def _keep(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    top = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, LONGEST)))
    top.quantize(COLOURS).convert("RGB").save(path, lossless=True)


def _sketch(picture: Image.Image) -> str:
    """Its greys, a byte each, in base64: one line of the index instead of one for every grey."""
    top = picture.convert("L").crop((0, 0, picture.width, TOP))
    return base64.b64encode(top.resize(SKETCH, Image.Resampling.BOX).tobytes()).decode()


def _apart(one: str, other: str) -> float:
    both = (Image.frombytes("L", SKETCH, base64.b64decode(each)) for each in (one, other))
    return float(ImageStat.Stat(ImageChops.difference(*both)).mean[0])


def named(address: str) -> str:
    """A file's name for an address: /staff/numbers/needs -> numbers-needs."""
    plain = re.sub(r"\{\w+\}", "one", address.removeprefix("/staff"))
    plain = re.sub(r"%[0-9A-Fa-f]{2}", "", plain)
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower() or "first"
