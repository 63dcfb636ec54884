"""The door of the frame, the one line's script, and the page on which the council can try both."""

from functools import cache

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from web.embed.line import script
from web.front_end.served import File, answer
from web.parts import parts
from web.resident.held_here import install_addresses
from web.security.access import ACCESS
from web.security.framing import FRAMED_BY, is_framed, may_frame
from web.words.book import words

blueprint = Blueprint("embed", __name__)
install_addresses(blueprint)


@blueprint.get("/embed.js")
def line() -> Response:
    """The script of the one line; nothing where no origin may show us."""
    if not parts().settings.embed.origins:
        abort(404)
    sent = answer(_packed_once(script(parts().settings)))
    # Pages of others load it over and over: an hour without asking, then asked about beside the old one.
    sent.headers["Cache-Control"] = "public, max-age=3600, stale-while-revalidate=86400"
    return sent


@cache
def _packed_once(code: str) -> File:
    return File("text/javascript", code.encode())


@blueprint.get("/enter")
def enter() -> AnyResponse:
    """Where a frame begins: notes whose page it is in. The next page sees whether the browser kept that."""
    host = request.args.get("host", "")
    if not is_framed() or not may_frame(host):
        abort(404)
    session[FRAMED_BY] = host
    return redirect(url_for("resident.chat", host=host, site=request.args.get("site") or None), 303)


@blueprint.before_app_request
def _without_a_cookie() -> str | None:
    """Where the browser keeps nothing within a frame: the way to a page of our own, not a form that fails."""
    access = ACCESS.get(request.endpoint or "")
    needs_it = access is not None and access.private and request.method == "GET"
    if not (is_framed() and needs_it) or request.endpoint in ("embed.enter", "resident.leave"):
        return None
    if may_frame(session.get(FRAMED_BY, "")):
        return None
    return render_template("embed/own_page.html", say=words("embed")["own_page"])


@blueprint.app_context_processor
def _around() -> dict[str, str]:
    """For templates: the origin of the page around this one, or nothing."""
    if not is_framed():
        return {"framed_by": ""}
    named = session.get(FRAMED_BY) or request.args.get("host", "")
    return {"framed_by": named if may_frame(named) else ""}


@blueprint.get("/embed-demonstration")
def demonstration() -> Response:
    """A page as a council's own, by this machine's other name, and so another site; only on this machine."""
    if not parts().settings.embed.demonstration:
        abort(404)
    name, _, port = request.host.rpartition(":")
    here, there = (name, port) if name else (request.host, "80")
    other = f"http://{'127.0.0.1' if here == 'localhost' else 'localhost'}:{there}"
    page = render_template(
        "embed/demonstration.html",
        say=words("embed")["demonstration"],
        signpost=other,
        line="without" not in request.args,
        corner="corner" in request.args,
        site=request.args.get("site", ""),
    )
    shown = make_response(page)
    # As strict as a council's policy may be: this is all that Signpost needs of it.
    shown.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {other}; frame-src {other}; style-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
    return shown
