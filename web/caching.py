"""Pages that say what somebody looks for leave no copy behind, in the browser or on the way."""

from flask import Response


def keep_nowhere(response: Response) -> Response:
    """The answer, marked so that nothing keeps it; for a blueprint's `after_request`."""
    response.headers["Cache-Control"] = "no-store"
    return response
