"""The chat by forms, the same for a resident and for an adviser: say, say by script, and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from flask import Response, make_response, redirect, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.parts import parts
from web.resident.kept import Lookup
from web.resident.not_right import named_by, with_reason, without_name
from web.resident.page import ChatPage
from web.resident.pieces import AS_IT_COMES, LINES, ToTheEnd, pieces
from web.resident.said import NotTaken, Said, clean, nonce
from web.resident.turn import Step, take_turn, turn_in_steps
from web.resident.turnstile import turnstile


class MakesPage(Protocol):
    """Makes the chat's page, with the conversation so far unless only a piece of it is wanted."""

    def __call__(self, so_far: bool = True) -> ChatPage: ...


@dataclass(frozen=True)
class ChatForms:
    """One chat page. `said` makes a message of typed words and a nonce, `lookup` finds its contact."""

    template: str
    home: str
    page: MakesPage
    said: Callable[[str, str], Said]
    lookup: Lookup

    def say(self) -> AnyResponse:
        """A message from the plain form: answered, then shown by a GET so that reloading repeats nothing.

        A button beside the box sends its own words. What was in the box comes back with the answer, neither
        kept nor sent: no GET could show it, so it stands in the answer itself. Its nonce lets a reload repeat
        nothing.
        """
        try:
            take_turn(parts(), turnstile(), self._said(), self.lookup)
        except NotTaken as refusal:
            return self.refuse(self.template, refusal.code)
        return self.back(being_written() if _chosen() else "")

    def back(self, draft: str) -> AnyResponse:
        """To the latest words. `draft`: what was being written when a button beside the box was pressed."""
        if draft:
            return make_response(render_template(self.template, page=self.page().with_draft(draft)))
        return redirect(url_for(self.home, _anchor="latest"), 303)

    def turn(self) -> AnyResponse:
        """The same for the script: what is said, piece by piece, each as soon as it is kept."""
        try:
            steps = self._steps()
            begun = next(steps)  # From here on nothing is refused.
        except NotTaken as refusal:
            return self.refuse("resident/_problem.html", refusal.code)
        whole = ToTheEnd(pieces(self.page(so_far=False), chain([begun], steps)))
        return Response(stream_with_context(whole), mimetype=LINES, headers=AS_IT_COMES)

    def expired(self, by_script: bool) -> Response:
        """A form that was open too long: the words come back with a fresh form instead of being lost."""
        return self.refuse("resident/_problem.html" if by_script else self.template, "expired")

    def refuse(self, template: str, code: str) -> Response:
        """The typed words again, with the sentence that says what is wrong."""
        typed = request.form.get("text", "")
        # The nonce stays: if the words had got through after all, sending them again doubles nothing.
        page = self.page().with_problem(code, typed, request.form.get("message_id"))
        return make_response(render_template(template, page=page), 422)

    def _said(self) -> Said:
        form = request.form
        told = with_reason(_chosen() or form.get("text", ""), _because())
        said = self.said(clean(told), nonce(form.get("message_id")))
        return without_name(parts(), said, named_by(parts(), said) if _chosen() else form.get("about", ""))

    def _steps(self) -> Iterator[Step]:
        return turn_in_steps(parts(), turnstile(), self._said(), self.lookup)


def being_written() -> str:
    """What stands in the box, where a button beside it was pressed without the script; "" for nothing."""
    return request.form.get("text", "").strip()


def _chosen() -> str:
    """The words of the button that was pressed beside the box without the script; "" for the box's own."""
    refused = request.form.get("refused", "")
    return request.form.get(f"refused_{refused}" if refused else "chosen", "").strip()


def _because() -> str:
    """Why a service is not right, in their own words: without the script each service has a field of its own.

    One that is shown twice has two; whichever was filled in counts.
    """
    refused = request.form.get("refused", "")
    told = request.form.getlist(f"because_{refused}" if refused else "because")
    return next((why for why in told if why.strip()), "")
