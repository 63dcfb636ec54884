"""The summary's pages: on screen, for print, as large print; the code, and coming back by it."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from web.clock import now
from web.parts import parts
from web.pdf_answer import pdf_saved
from web.resident.comfort import plainer, words_here
from web.resident.coming_back import Given, come_back, give_code
from web.resident.direct_handoff import promised
from web.resident.held_here import CONVERSATION
from web.resident.page import entries
from web.resident.pages import TOLD
from web.resident.send_summary import add_to as add_sending
from web.resident.send_summary import ways_of
from web.resident.steps import steps_of
from web.resident.summary import Summary, summary_of
from web.resident.summary_paper import WayBack, on_paper, qr_svg
from web.security.framing import page_of_its_own
from web.store.return_codes import DAYS
from web.templating import by_day
from web.words.book import words


def summary() -> str:
    """What was said, what was found, who does what next."""
    return _page(None)


def summary_code() -> str:
    """The same page with a new code on it. Sent again it makes another code; the first stays good."""
    return _page(give_code(parts(), session.get(CONVERSATION)))


def summary_paper() -> Response | str:
    """The summary as a PDF in large print, with a code of its own; sent again, with another."""
    found, say, settings = _summary(), words("summary"), parts().settings
    given = give_code(parts(), session.get(CONVERSATION))
    if given is None:
        return _page(None)
    made = on_paper(
        found, _steps(found), WayBack(given, _address(), _until(given, on="paper")), say, settings, now()
    )  # fmt: skip
    return pdf_saved(made, say["paper"]["name"])


def come_back_form() -> str:
    """Where a code is typed in; one behind # in the address never reaches us: a script puts it in the box."""
    return _come_back(typed="", problem=False)


def send_code() -> AnyResponse | tuple[str, int]:
    """Opens the conversation here; with a code that opens nothing, the form again."""
    found = come_back(parts(), request.form.get("code", ""))
    if found is None:
        return _come_back(typed=request.form.get("code", ""), problem=True), 422
    session[CONVERSATION], session[TOLD] = found[0], True
    return redirect(url_for("resident.chat", _anchor="latest"), 303)


def _page(given: Given | None) -> str:
    found = _summary()
    shown: dict[str, Any] = {}
    if given:
        picture = Markup(qr_svg(f"{_address()}#{given.code}"))  # noqa: S704 -- drawn by us, of a code of ours
        shown = {"given": given, "until": _until(given), "picture": picture}
    return render_template(
        "resident/summary.html", summary=found, steps=_steps(found), say=words_here("summary"), days=DAYS,
        address=_address(), may_send=ways_of(parts()), **shown,
    )  # fmt: skip


def _summary() -> Summary:
    return summary_of(entries(parts(), session.get(CONVERSATION)))


def _steps(found: Summary) -> list[str]:
    by = promised(parts(), found.reference) if found.reference else None
    return [plainer(step) for step in steps_of(found, by, parts().settings)]


def _until(given: Given, on: str = "back") -> str:
    return str(words("summary")[on]["until"]).format(until=by_day(given.until))


def _address() -> str:
    return page_of_its_own("resident.come_back")


def _come_back(typed: str, problem: bool) -> str:
    say = words("summary")["return"]
    return render_template("resident/come_back.html", say=say, typed=typed, problem=problem, days=DAYS)


def add_to(blueprint: Blueprint) -> None:
    """Opens the pages on the resident's blueprint."""
    blueprint.add_url_rule("/summary", view_func=summary, methods=["GET"])
    blueprint.add_url_rule("/summary/code", view_func=summary_code, methods=["POST"])
    blueprint.add_url_rule("/summary/large-print", view_func=summary_paper, methods=["POST"])
    blueprint.add_url_rule("/come-back", "come_back", come_back_form, methods=["GET"])
    blueprint.add_url_rule("/come-back", view_func=send_code, methods=["POST"])
    add_sending(blueprint)
