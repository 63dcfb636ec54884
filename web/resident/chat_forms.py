"""The chat by forms, the same for a resident and for an adviser: say, say by script, and what is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.parts import parts
from web.resident.answer import Answer
from web.resident.page import ChatPage, turn_entries
from web.resident.said import NotTaken, Said, clean, nonce
from web.resident.turn import Lookup, take_turn
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
        """A message from the plain form: answered, then shown by a GET so that reloading repeats nothing."""
        try:
            self._take()
        except NotTaken as refusal:
            return self.refuse(self.template, refusal.code)
        return redirect(url_for(self.home, _anchor="latest"), 303)

    def turn(self) -> AnyResponse:
        """The same for the script: what was said, as a piece of the page."""
        try:
            said, answer = self._take()
        except NotTaken as refusal:
            return self.refuse("resident/_problem.html", refusal.code)
        shown = self.page(so_far=False).with_messages(turn_entries(said.text, answer))
        return make_response(render_template("resident/_messages.html", page=shown, messages=shown.messages))

    def expired(self, by_script: bool) -> Response:
        """A form that was open too long: the words come back with a fresh form instead of being lost."""
        return self.refuse("resident/_problem.html" if by_script else self.template, "expired")

    def refuse(self, template: str, code: str) -> Response:
        """The typed words again, with the sentence that says what is wrong."""
        typed = request.form.get("text", "")
        # The nonce stays: if the words had got through after all, sending them again doubles nothing.
        page = self.page().with_problem(code, typed, request.form.get("message_id"))
        return make_response(render_template(template, page=page), 422)

    def _take(self) -> tuple[Said, Answer]:
        text = clean(request.form.get("text", ""))
        said = self.said(text, nonce(request.form.get("message_id")))
        return said, take_turn(parts(), turnstile(), said, self.lookup)
