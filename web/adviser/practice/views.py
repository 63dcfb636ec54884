"""Practising a call: the caller's lines one by one on the call's own screen, then what was heard.

Nothing here opens the store to write, and nothing is remembered: the notes travel in the form.
"""

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from web.adviser.calls import MOST_CHARACTERS
from web.adviser.listener import install_listener, listener
from web.adviser.live import Live, live_for
from web.adviser.page import announced, said_on_screen
from web.adviser.practice.feedback import Feedback, InNotes, feedback
from web.adviser.practice.reading import DemoCall, Kind, Next, demo_calls
from web.adviser.script import script
from web.caching import keep_nowhere
from web.parts import parts
from web.words.book import words

blueprint = Blueprint("practice", __name__, url_prefix="/staff/practice")
blueprint.record_once(install_listener)
blueprint.after_request(keep_nowhere)


@blueprint.get("")
def every() -> str:
    """The calls that can be practised."""
    return render_template("adviser/practice/every.html", calls=demo_calls(), say=words("adviser_practice"))


@blueprint.get("/<name>")
def begin(name: str) -> str:
    """The first line of a call, and empty notes."""
    return _page(_call(name), step=1, notes="", ticked=frozenset())


@blueprint.post("/<name>")
def go_on(name: str) -> Response | str:
    """The next line, another look at the notes, or how it went; the same form again shows the same."""
    call, do = _call(name), request.form.get("do", "")
    step, notes, ticked = _step(call), _notes(), frozenset(request.form.getlist("ticked"))
    if len(notes) > MOST_CHARACTERS:
        return make_response(_page(call, step, notes, ticked, problem="too_long"), 422)
    if do != "finish":
        return _page(call, min(step + (do == "next"), len(call.lines)), notes, ticked)
    chosen = request.form.get("would", "")
    if chosen not in set(Next):
        return make_response(_page(call, step, notes, ticked, problem="choose"), 422)
    live = live_for(parts(), listener(), script(), notes)
    told = feedback(call, _in_notes(live, ticked), Next(chosen))
    return _told(call, told, notes)


@blueprint.post("/<name>/live")
def live(name: str) -> Response:
    """For the script of a call's page: the right side anew, with the version that came: nothing is kept."""
    _call(name)
    notes = _notes()
    if len(notes) > MOST_CHARACTERS:
        return make_response({"code": "too_long", "problem": words("adviser")["notes"]["too_long"]}, 422)
    heard = live_for(parts(), listener(), script(), notes)
    return jsonify(
        {
            "version": request.form.get("version", "0"),
            "live": render_template("adviser/_live.html", practising=True, **said_on_screen(heard)),
            "covered": sorted(heard.covered),
            "alerts": announced(heard),
        }
    )


def _call(name: str) -> DemoCall:
    return demo_calls().get(name) or abort(404)


def _step(call: DemoCall) -> int:
    typed = request.form.get("step", "")
    plain = typed.isascii() and typed.isdigit() and len(typed) < len("1000")
    return min(max(1, int(typed)), len(call.lines)) if plain else 1


def _notes() -> str:
    return request.form.get("notes", "").replace("\0", "").replace("\r\n", "\n")


def _in_notes(live: Live, ticked: frozenset[str]) -> InNotes:
    return InNotes(
        needs={*live.needs, *live.heard.perhaps},
        risks={each.category for each in live.heard.risks},
        requests=live.heard.requests,
        covered=live.covered | ticked,
    )


def _page(call: DemoCall, step: int, notes: str, ticked: frozenset[str], problem: str | None = None) -> str:
    heard = live_for(parts(), listener(), script(), notes[:MOST_CHARACTERS])
    return render_template(
        "adviser/practice/call.html", demo=call, step=step, notes=notes, ticked=ticked, problem=problem,
        choices=list(Next), practice=words("adviser_practice"), practising=True, **said_on_screen(heard),
    )  # fmt: skip


def _told(call: DemoCall, told: Feedback, notes: str) -> str:
    from_words: dict[str, Any] = {
        Kind.NEED: said_on_screen(Live())["labels"],
        Kind.RISK: words("review")["dangers"],
        Kind.REQUEST: words("adviser")["requests"],
    }  # fmt: skip
    titles = {prompt.id: prompt.title for prompt in script().prompts}
    return render_template(
        "adviser/practice/feedback.html", demo=call, told=told, notes=notes, titles=titles, labels=from_words,
        practice=words("adviser_practice"),
    )  # fmt: skip
