"""What a reviewer's sign-off says, as it was sent; or what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.privacy import redact
from web.forms import typed
from web.models.daily_review import Verdict

LONGEST = 600


@dataclass(frozen=True)
class Given:
    """A form as it was sent. `version`: what the reviewer had seen; -1 where it does not say."""

    verdict: Verdict | None
    note: str
    version: int


def given(form: Mapping[str, str]) -> Given:
    """The form's fields; numbers and addresses are taken out of the note."""
    verdict, version = typed(form, "verdict"), typed(form, "version")
    return Given(
        Verdict(verdict) if verdict in set(Verdict) else None,
        redact(typed(form, "note")),
        int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
    )


def problem(sent: Given, form: Mapping[str, str]) -> str | None:
    """The code of what is wrong (web/words/daily_review.yml); None when nothing is."""
    if sent.verdict is None:
        return "verdict"
    if len(sent.note) > LONGEST:
        return "long"
    return "personal" if sent.note != typed(form, "note") else None
