"""How the open data answers: as JSON, to anybody, and with "not changed" to whoever has it already."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from flask import Flask, Response, abort, request

from directory.exceptions import NotBuilt, UnknownPostcode
from directory.publisher import Edition, Publisher
from web.errors.shape import problem
from web.open_referral.reading import BadQuestion
from web.parts import parts
from web.words.book import words

PREFIX = "/open-referral/"
LAYOUT = 1  # raise when records are written otherwise: what readers keep is then no longer what we would send
# A date in a header knows no parts of a second: within one, a second change could pass for the first.
SETTLING = timedelta(seconds=2)
_FOR_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def install(app: Flask) -> None:
    """Lets pages of any website read the open data, errors too. Install before the headers of the site."""
    app.after_request(_open)


def publisher() -> Publisher:
    """What reads the directory; without it (a site that is being set up) the answer is 503."""
    return parts().publisher or abort(503)


def answer(make: Callable[[], Any]) -> Response:
    """What `make` gives as JSON; 404 for None, 400 for a bad question, 304 for whoever has it already."""
    if "\0" in request.path:  # no id has it, and not every database takes it
        return _not_found()
    try:
        response = _marked(publisher().edition())
        # Asked before anything is read: a mirror that comes every minute costs next to nothing.
        if response.make_conditional(request).status_code == 304:
            return response
        content = make()
    except BadQuestion as bad:
        return _bad(bad)
    except NotBuilt:  # postcodes, on a site that is still being set up
        return problem(503)
    except UnknownPostcode:
        say = words("open_referral")["postcode_unknown"]
        return problem(404, "postcode_unknown", say, [("postcode", say)])
    if content is None:
        return _not_found()
    response.set_data(json.dumps(content, ensure_ascii=False, allow_nan=False))
    return response


def _marked(edition: Edition) -> Response:
    response = Response(mimetype="application/json")
    asked = hashlib.sha256(request.url.encode("utf-8", "replace")).hexdigest()[:16]
    response.set_etag(f"{LAYOUT}-{edition.revision}-{asked}")
    if datetime.now(timezone.utc) - edition.changed_at > SETTLING:
        response.last_modified = edition.changed_at
    response.headers["Cache-Control"] = (
        "public, no-cache"  # keep it, and ask each time whether it still holds
    )
    return response


def _not_found() -> Response:
    return problem(404, message=words("open_referral")["not_found"])


def _bad(question: BadQuestion) -> Response:
    say = words("open_referral")
    why = say["why"][question.why].format(**question.limits)
    message = say["invalid"].format(field=question.field, why=why)
    return problem(400, "invalid_parameter", message, [(question.field, why)])


def _open(response: Response) -> Response:
    if request.path.startswith(PREFIX):
        response.headers.update(_FOR_ANYBODY)
    return response
