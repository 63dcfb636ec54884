""" "Easier to read": the size of the text and easy words, kept in this browser's session and nowhere else."""

from functools import cache
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from web.resident.easy_words import easier
from web.words.book import words

SIZE, EASY = "text_size", "easy_words"
HERE = "easier"
# "normal" is nothing to keep.
KEPT_SIZES = ("large", "largest")
# Where somebody may have come from: the answer leads back there.
PLACES = {"chat": "resident.chat", "start": "resident.chat", "summary": "resident.summary"}


def comfort() -> str:
    """The choices on a page of their own, for whoever has no script or looks for them."""
    return render_template("resident/comfort.html", back=_place())


def keep_choices() -> AnyResponse:
    """Keeps what was chosen; the same again changes nothing. What is not known is taken for the usual.

    The way back to where it was pressed, opened, with what is so now.
    """
    if (size := request.form.get("size")) is not None:
        _keep(SIZE, size if size in KEPT_SIZES else None)
    if (easy := request.form.get("easy")) is not None:
        _keep(EASY, True if easy == "on" else None)
    return redirect(url_for(PLACES.get(_place(), "resident.comfort"), _anchor=HERE), 303)


def not_sent_yet() -> str:
    """What stood in the chat's box when the choice was made there without the script."""
    return request.form.get("text", "").strip() if _place() == "chat" else ""


def forget_comfort() -> None:
    """Leaving takes the choices along: whoever comes next starts with the usual."""
    for name in (SIZE, EASY):
        session.pop(name, None)


def _keep(name: str, value: object) -> None:
    if value is None:
        session.pop(name, None)
    else:
        session[name] = value


def _place() -> str:
    given = request.values.get("from", "")
    return given if given in PLACES else ""


def _shared() -> dict[str, Any]:
    size = session.get(SIZE) if session.get(SIZE) in KEPT_SIZES else "normal"
    return {"comfort": {"size": size, "easy": has_easy_words(), "say": words_here("comfort")}}


def plainer(text: str) -> str:
    """Fixed words as this browser chose to have them: easy, or as they are."""
    return easier(text) if has_easy_words() else text


def has_easy_words() -> bool:
    """Did whoever uses this browser choose easy words?"""
    return bool(session.get(EASY))


def words_here(topic: str) -> dict[str, Any]:
    """The words of one topic as this browser chose to have them. Only for what a resident reads."""
    return _easy_words(topic) if has_easy_words() else words(topic)


@cache
def _easy_words(topic: str) -> dict[str, Any]:
    return {name: _easier_within(each) for name, each in words(topic).items()}


def _easier_within(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _easier_within(each) for name, each in part.items()}
    if isinstance(part, list):
        return [_easier_within(each) for each in part]
    return easier(part) if isinstance(part, str) else part


def install(state: BlueprintSetupState) -> None:
    """The choices in every template, and the filter `plainer`, which says fixed words as was chosen."""
    state.app.context_processor(_shared)
    state.app.add_template_filter(plainer, "plainer")


def add_to(blueprint: Blueprint) -> None:
    """Opens the page on the resident's blueprint."""
    blueprint.record_once(install)
    blueprint.add_url_rule("/easier-to-read", "comfort", comfort, methods=["GET"])
