"""The form "something is wrong here", read and checked. Pure: fields in, a report or problems out."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.privacy import redact
from web.forms import typed
from web.models.report import Wrong
from web.resident.said import NotTaken, clean
from web.words.book import words

LONGEST = 1000


@dataclass(frozen=True)
class ReportForm:
    """What was chosen and written, and a sentence for each field that needs putting right."""

    wrong: str
    words: str
    problems: dict[str, str]

    @property
    def kept_words(self) -> str | None:
        """The words as they may be kept: without what could say who somebody is."""
        try:
            return redact(clean(self.words))
        except NotTaken:
            return None


def read_form(fields: Mapping[str, str]) -> ReportForm:
    """The form as posted, not checked yet."""
    return ReportForm(fields.get("wrong", ""), typed(fields, "words"), {})


def check_form(form: ReportForm) -> ReportForm:
    """The same form with its problems, in the order of the page."""
    say, problems = words("reports")["errors"], {}
    if form.wrong not in set(Wrong):
        problems["wrong"] = say["choose"]
    if len(form.words) > LONGEST:
        problems["words"] = say["long"]
    return ReportForm(form.wrong, form.words, problems)
