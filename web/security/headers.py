"""What every answer tells the browser: run our own files alone, be framed by nobody, keep no private page."""

from flask import Flask, Response, request

from web.parts import parts
from web.security.access import ACCESS

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
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
    if parts().settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = _A_YEAR
    access = ACCESS.get(request.endpoint or "")
    if access is None or access.private or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
