"""The page behind the link "did it help?": three answers and a way to a person. No account.

Opening it changes nothing, so that a program that follows links in messages answers for nobody.
"""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from web.clock import now
from web.errors.behind_links import Shut, open_by_link
from web.errors.within import with_errors_of_its_own
from web.helped.answering import Answered, answer
from web.messages.help_links import HelpLinks
from web.models.help_check import Helped
from web.parts import parts
from web.store import help_checks
from web.words.book import words

blueprint = Blueprint("helped", __name__, url_prefix="/did-it-help")
open_by_link(blueprint, "helped/shut.html")


@blueprint.get("/<token>")
def question(token: str) -> str:
    """The question; or, once it was answered, thanks and what happens now."""
    return _page(token, _known(_check_id(token)))


@blueprint.post("/<token>/answer")
def keep_answer(token: str) -> Response:
    """Keeps one of the three answers. The same again is the same; another takes its place."""
    said = request.form.get("answer", "")
    if said not in set(Helped):
        return make_response(_page(token, _known(_check_id(token)), problem=True), 422)
    return _keep(token, Helped(said), wants_person=False)


@blueprint.post("/<token>/person")
def ask_for_person(token: str) -> Response:
    """Somebody will get in touch. Again changes nothing."""
    return _keep(token, None, wants_person=True)


@blueprint.errorhandler(CSRFError)
@with_errors_of_its_own
def expired(_error: CSRFError) -> Response:
    """A form that was open too long: the question once more, with fresh proof."""
    token = str((request.view_args or {}).get("token", ""))
    return make_response(_page(token, _known(_check_id(token)), again=True), 400)


def _check_id(token: str) -> int:
    found = HelpLinks.of(parts().settings).read(token)
    if found is None:
        raise Shut
    return found


def _known(check_id: int) -> Answered:
    with parts().store.reading() as store:
        check = help_checks.by_id(store, check_id)
        if check is None:
            raise Shut
        return Answered(check.answer, check.wants_person, check.raised)


def _keep(token: str, said: Helped | None, *, wants_person: bool) -> Response:
    with parts().store.writing() as store:
        if answer(store, _check_id(token), said, parts().settings, now(), wants_person=wants_person) is None:
            raise Shut
    return redirect(url_for("helped.question", token=token), 303)


def _page(token: str, known: Answered, **more: bool) -> str:
    return render_template("helped/question.html", token=token, known=known, say=words("did_it_help"), **more)
