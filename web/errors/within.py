"""Errors raised while an error is being answered: Flask would call them a fault of ours (500)."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

Raised = TypeVar("Raised", bound=HTTPException)


def with_errors_of_its_own(handler: Callable[[Raised], Response]) -> Callable[[Raised], Response]:
    """An error handler whose own errors (the entry has gone, the link is shut) get their usual answer."""

    @wraps(handler)
    def handled(error: Raised) -> Response:
        try:
            return handler(error)
        except HTTPException as raised:
            return current_app.make_response(current_app.handle_http_exception(raised))

    return handled
