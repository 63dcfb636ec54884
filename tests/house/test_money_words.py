"""What staff and residents read never promises money: indicative cost avoided, and Norfolk's own caution."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
# Norfolk's paper booked nothing for its entry points: the one sentence that may use the word says so.
CAUTION = yaml.safe_load((ROOT / "web" / "words" / "demand.yml").read_text(encoding="utf-8"))["norfolk"]
PROMISES = re.compile(r"\bsavings?\b|\bcash-?able\b|\bcash-releasing\b", re.IGNORECASE)
READ = (
    *sorted((ROOT / "web" / "words").rglob("*.yml")),
    *sorted((ROOT / "web" / "templates").rglob("*.html")),
    *sorted((ROOT / "web" / "demand").glob("*.yml")),
    ROOT / "web" / "errors" / "words.yml",
    ROOT / "domain.yml",
)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_no_text_promises_money() -> None:
    found = {}
    for path in READ:
        text = plain(path.read_text(encoding="utf-8")).replace(plain(CAUTION), "")
        if said := PROMISES.findall(text):
            found[path.relative_to(ROOT).as_posix()] = said
    assert found == {}


def test_the_caution_says_that_norfolk_booked_none() -> None:
    assert PROMISES.findall(CAUTION) == ["savings"]
    assert "Norfolk" in CAUTION and "booked no savings" in CAUTION


def test_the_search_would_find_a_promise() -> None:
    assert PROMISES.search("Savings of £2 million") and PROMISES.search("cashable benefits")
