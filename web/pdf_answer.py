"""A PDF as an answer: shown in the browser, or saved."""

from flask import Response


def pdf_shown(content: bytes, name: str) -> Response:
    """The browser opens it; `name` is what it is saved as from there."""
    return _pdf(content, f'inline; filename="{name}"')


def pdf_saved(content: bytes, name: str) -> Response:
    """The browser saves it as `name`."""
    return _pdf(content, f'attachment; filename="{name}"')


def _pdf(content: bytes, disposition: str) -> Response:
    return Response(content, content_type="application/pdf", headers={"Content-Disposition": disposition})
