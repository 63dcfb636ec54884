"""One turn as the chat's script gets it: a JSON object a line, each as soon as what it shows is kept.

{"words": html}           what was said, as an item of the list: it is kept now
{"answer": html}          the answer, as an item of the list, as far as it is known
{"more": html}            what comes next in that item
{"say": true}             everything so far may be read out: what follows takes longer
{"done": true}            the turn is whole. Without it the line broke: the same words under the same nonce
                          give the same whole answer.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from flask import render_template

from web.logging import log_failure
from web.resident.answer import Answer, Reply
from web.resident.page import ChatPage, Entry, answer_entry
from web.resident.turn import Step

LINES = "application/x-ndjson"
# nginx, and whoever understands its word for it, would otherwise keep an answer back until it is whole.
AS_IT_COMES = {"X-Accel-Buffering": "no"}


class ToTheEnd:
    """Pieces for a reader who may go away: the turn is taken to its end, for what it asks must be done."""

    def __init__(self, found: Iterator[str]) -> None:
        self._found = found

    def __iter__(self) -> "ToTheEnd":
        return self

    def __next__(self) -> str:
        try:
            return next(self._found)
        except StopIteration:
            raise
        except Exception as error:
            # The head of the answer is gone already. The reader notices that the end is missing.
            log_failure(error)
            raise StopIteration from None

    def close(self) -> None:
        """Called by the server, also when nobody reads any more."""
        for _ in self:
            pass


def pieces(page: ChatPage, steps: Iterable[Step]) -> Iterator[str]:
    """The lines of a turn. `page`: the page it is shown on, without the conversation so far."""
    begun, first = False, None
    for step in steps:
        if not begun:
            begun = True
            yield _line(words=_items(page, Entry("resident", step.said.text)))
        if step.answer is not None:
            yield from _answered(page, answer_entry(step.answer), first)
        elif step.first is not None:
            first = step.first
            yield _line(answer=_items(page, answer_entry(Answer((first,)))), say=True)
    yield _line(done=True)


def _answered(page: ChatPage, whole: Entry, first: Reply | None) -> Iterator[str]:
    """The answer: what stands before the first service, if that was not shown yet, then the rest."""
    if whole.is_silent:
        return
    if first is None:
        words = tuple(takewhile(lambda reply: not reply.services, whole.replies)) or whole.replies
        # Buttons and the reference come last, as on the page.
        head = replace(whole, replies=words, buttons=(), reference_apart=False)
        yield _line(answer=_items(page, head))
        rest = replace(whole, replies=whole.replies[len(words) :])
    else:
        rest = replace(whole, replies=whole.replies[1:])
    yield _line(more=render_template("resident/_answer.html", page=page, message=rest, latest=True))


def _items(page: ChatPage, entry: Entry) -> str:
    return render_template("resident/_messages.html", page=page, messages=(entry,))


def _line(**found: str | bool) -> str:
    return f"{json.dumps(found)}\n"
