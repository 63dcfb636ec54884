"""The file behind the one line of script: its code, its words, its style, one answer to one request."""

import json
import re
from functools import cache
from pathlib import Path

from web.looks.stylesheet import stylesheet
from web.settings import WebSettings
from web.words.book import words

_FOLDER = Path(__file__).parent
_USUAL = ":root{--brand:#12436d;--button:#00662f;--button-over:#004d24}"  # as in the base stylesheet
_WORDS = "/* what it says */"


def script(settings: WebSettings) -> str:
    """The whole script for these settings, without the comments and spaces that only its readers need."""
    said = words("embed")
    looks = f"{_USUAL}\n{stylesheet(settings.looks)}".replace(":root", ":host")
    facts = {
        "button": said["button"],
        "title": said["title"].format(council=settings.council_name),
        "close": said["close"],
        "opening": said["opening"],
        "away": settings.exit_url,
        "css": _tight(f"{looks}{_file('embed.css')}"),
    }
    # "</": somebody may put the file into a page as it is.
    return _short(_file("embed.js")).replace(
        _WORDS, json.dumps(facts, separators=(",", ":")).replace("</", "<\\/")
    )


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _short(code: str) -> str:
    lines = (line.strip() for line in re.sub(r"\A/\*.*?\*/\s*", "", code, flags=re.S).splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    return re.sub(r"(?<=[;{])\n", "", code)


def _tight(rules: str) -> str:
    return re.sub(r"\s*([{};,])\s*|(?<=:) ", r"\1", " ".join(rules.split())).replace(";}", "}")
