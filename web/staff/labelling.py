"""What a reviewer's form says: a label, of what, and the words that are kept; or what is wrong. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from bot.learning.labels import LONGEST, SHORTEST, Labels, tidy
from bot.privacy import redact
from web.forms import typed

UNUSABLE = "unusable"
NEEDS, ALSO = "needs", "also"
CHOSEN_BY_LIST = (
    NEEDS,
    "danger",
    "no_danger",
    "request",
    "outside",
)  # the field of each has the label's name


@dataclass(frozen=True)
class Given:
    """A form as it was sent. `of`: ids, the main one first."""

    label: str
    of: tuple[str, ...]
    kept: str
    read: bool

    @property
    def unusable(self) -> bool:
        """Is it set aside rather than learnt from?"""
        return self.label == UNUSABLE


def given(form: MultiDict[str, str]) -> Given:
    """The form's fields; fields of labels that were not chosen say nothing."""
    label = typed(form, "label")
    chosen = [typed(form, label)] if label in CHOSEN_BY_LIST else []
    also = form.getlist(ALSO) if label == NEEDS else []
    of = dict.fromkeys(each for each in (*chosen, *also) if each)
    return Given(label, tuple(of), redact(tidy(typed(form, "kept"))), form.get("read") == "yes")


def problems(one: Given, sent: Mapping[str, str], labels: Labels) -> dict[str, str]:
    """Field to the code of what is wrong with it (web/words/review.yml), in the order of the form."""
    wrong: dict[str, str] = {}
    if not one.unusable and (code := _wrong_words(one, tidy(typed(sent, "kept")))):
        wrong["kept"] = code
    if one.label != UNUSABLE and one.label not in labels.ids:
        wrong["label"] = "label"
    elif not one.unusable:
        bare = not one.of and one.label not in labels.may_be_bare
        if bare or any(each not in labels.ids[one.label] for each in one.of):
            wrong[one.label] = one.label if one.label != "no_danger" else "danger"
    if not one.unusable and not one.read:
        wrong["read"] = "read"
    return wrong


def _wrong_words(one: Given, sent: str) -> str | None:
    if len(one.kept) < SHORTEST:
        return "words"
    if len(one.kept) > LONGEST:
        return "long"
    if "||" in one.kept:
        return "line"
    return "personal" if one.kept != sent else None
