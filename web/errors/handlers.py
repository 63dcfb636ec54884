"""Every failure answered kindly: a page with a telephone number for people, one JSON shape for programs."""

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, TooManyRequests

from web.errors.shape import problem, words_for
from web.parts import parts

_FOR_PROGRAMS = ("/api/", "/open-referral/")


def install(app: Flask) -> None:
    """Answers every HTTP error and every unexpected one."""
    app.register_error_handler(HTTPException, answer)


def answer(error: HTTPException) -> Response:
    """The page, or the JSON, of an HTTP error."""
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    wants_json = request.path.startswith(_FOR_PROGRAMS) or request.path == "/health"
    response = problem(status) if wants_json else _page(error, status)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    if isinstance(error, TooManyRequests) and "Retry-After" not in response.headers:
        response.headers["Retry-After"] = "60"
    return response


def _page(error: HTTPException, status: int) -> Response:
    # A broken base page, or a host name that is not ours, must not break the page that says so.
    alone = isinstance(error, InternalServerError | SecurityError)
    template = "errors/broken.html" if alone else "errors/error.html"
    settings = parts().settings
    body = render_template(template, words=words_for(status), status=status, settings=settings)
    return make_response(body, status)
