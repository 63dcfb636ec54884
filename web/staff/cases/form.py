"""A reviewer's sheet as it was sent: an answer to each item of the checklist, a note; what is wrong. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.privacy import redact
from web.forms import typed
from web.words.book import words

LONGEST = 1000
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Sheet:
    """A form as it was sent. `answers`: item to answer, for those that were answered."""

    answers: Mapping[str, str]
    note: str


def checklist() -> Mapping[str, Mapping[str, Any]]:
    """The items in the order of the page, by id: ask, hint, may_not_apply (web/words/case_audit.yml)."""
    items: Mapping[str, Mapping[str, Any]] = words("case_audit")["items"]
    return items


def choices_for(item: Mapping[str, Any]) -> list[str]:
    """The answers that an item takes."""
    every = words("case_audit")["answers"]
    return [each for each in every if each != NOT_APPLICABLE or item.get("may_not_apply")]


def given(form: Mapping[str, str]) -> Sheet:
    """The form's fields; an answer that an item does not take is no answer. Numbers leave the note."""
    answers = {
        id_: answer
        for id_, item in checklist().items()
        if (answer := typed(form, f"item-{id_}")) in choices_for(item)
    }
    return Sheet(answers, redact(typed(form, "note")))


def problems(sheet: Sheet, form: Mapping[str, str]) -> dict[str, str]:
    """Field to the code of what is wrong with it, in the order of the form."""
    wrong = {f"item-{id_}": "missing" for id_ in checklist() if id_ not in sheet.answers}
    if len(sheet.note) > LONGEST:
        wrong["note"] = "long"
    elif sheet.note != typed(form, "note"):
        wrong["note"] = "personal"
    return wrong
