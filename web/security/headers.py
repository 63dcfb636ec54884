"""What every answer tells the browser: run our own files alone, frame only by invitation, keep nothing."""

from flask import Flask, Response, request

from web.parts import parts
from web.security.access import ACCESS
from web.security.framing import ancestors, is_framed

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# A logo that is an SVG and is opened by itself is a document: it may do nothing, and reach nothing.
_PICTURE_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Dictation in the chat: its own page may ask for the microphone, no other page and nobody else's frame.
_WITH_MICROPHONE = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
_MAY_LISTEN = frozenset({"resident.chat", "resident.say"})
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_A_YEAR = "max-age=31536000; includeSubDomains"


def install(app: Flask) -> None:
    """Adds the headers to every answer, errors too."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers.update(_ALWAYS)
    if request.endpoint != "embed.demonstration":  # a page of somebody else, with a policy of its own
        policy = _PICTURE_ALONE if request.endpoint == "looks.logo" else CONTENT_SECURITY_POLICY
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors {ancestors()}"
    if not is_framed():
        response.headers["X-Frame-Options"] = "DENY"
    if request.endpoint == "embed.line":  # others' pages load it: that is what it is for
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.endpoint in _MAY_LISTEN:
        response.headers["Permissions-Policy"] = _WITH_MICROPHONE
    if parts().settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = _A_YEAR
    access = ACCESS.get(request.endpoint or "")
    if access is None or access.private or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
