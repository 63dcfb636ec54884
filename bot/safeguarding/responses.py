"""What is said when a risk is heard: the words of `responses.yml` with the numbers of `numbers.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.safeguarding.screen import Finding

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Number:
    """A number to ring or text: `tel` is what a link dials, None where there is nothing to ring."""

    id: str
    label: str
    display: str
    tel: str | None
    text: str | None
    hours: str | None
    last_checked: date | None


@dataclass(frozen=True)
class SafetyMessage:
    """What the resident reads first; `quick_exit` asks the page to point at its exit button."""

    text: str
    numbers: tuple[Number, ...]
    quick_exit: bool

    @property
    def listed(self) -> tuple[Number, ...]:
        """The numbers that the text does not say already: what an alert lists, so that each is told once."""
        return tuple(one for one in self.numbers if not _is_told(one.display, self.text))


@dataclass(frozen=True)
class CouncilLines:
    """The council's own telephone numbers, from settings; None where none is set."""

    phone: str | None = None
    emergency_duty: str | None = None


def _is_told(number: str, text: str) -> bool:
    """Is the number in the text, and not as a part of a longer one (111 in 0800 111 999)?"""
    return re.search(rf"(?<!\d)(?<!\d ){re.escape(number)}(?! ?\d)", text) is not None


class SafetyWords:
    """The words and numbers, read once."""

    def __init__(self, words: Mapping[str, Any], numbers: Mapping[str, Number]) -> None:
        self._words = words
        self.numbers = numbers

    @classmethod
    def load(cls, folder: Path = HERE) -> "SafetyWords":
        """Read both files; KeyError or ValueError if a category names a number that is not there."""
        words = yaml.safe_load((folder / "responses.yml").read_text(encoding="utf-8"))
        rows = yaml.safe_load((folder / "numbers.yml").read_text(encoding="utf-8"))["numbers"]
        return cls(words, {id_: Number(id=id_, **row) for id_, row in rows.items()})

    def for_finding(
        self, finding: Finding, *, out_of_hours: bool, council: CouncilLines, again: bool = False
    ) -> SafetyMessage:
        """What to say: a whole message for an alert, one gentle question for a check.

        `again`: the whole was said before. What to do and whom to ring stand in every answer, the rest once.
        """
        words = self._words["categories"][finding.category]
        quick_exit = bool(words.get("quick_exit", False))
        if not finding.level.is_alert:
            return SafetyMessage(words["check"], self._numbers(words["check_numbers"]), quick_exit)
        besides = [words["kind"], words["besides"], self._council(out_of_hours, council)]
        parts = [words["action"], *([] if again else besides)]
        if quick_exit:
            parts.append(self._words["quick_exit"])
        return SafetyMessage("\n\n".join(filter(None, parts)), self._numbers(words["numbers"]), quick_exit)

    def aloud(self, finding: Finding) -> SafetyMessage:
        """What an adviser reads out to a caller: nothing of a page's button, nor of ringing the council."""
        words = self._words["categories"][finding.category]
        if not finding.level.is_alert:
            return SafetyMessage(words["check"], self._numbers(words["check_numbers"]), False)
        text = "\n\n".join((words["action"], words["kind"], words["besides"]))
        return SafetyMessage(text, self._numbers(words["numbers"]), False)

    def always(self) -> tuple[Number, ...]:
        """The numbers that every error page shows."""
        return self._numbers(["emergency", "nhs_111"])

    def _numbers(self, ids: list[str]) -> tuple[Number, ...]:
        return tuple(self.numbers[id_] for id_ in ids)

    def _council(self, out_of_hours: bool, council: CouncilLines) -> str:
        """The council's own line: open, or closed with the duty team; empty if nothing true can be said."""
        if not out_of_hours:
            return self._words["council_open"].format(council_phone=council.phone) if council.phone else ""
        if council.emergency_duty:
            return str(self._words["council_closed"].format(edt_phone=council.emergency_duty))
        return str(self._words["council_closed_no_number"])


def safety_words(
    finding: Finding, *, out_of_hours: bool, council: CouncilLines, words: SafetyWords, again: bool = False
) -> SafetyMessage:
    """What is said for `finding`; `words` is loaded once by the program that speaks."""
    return words.for_finding(finding, out_of_hours=out_of_hours, council=council, again=again)
