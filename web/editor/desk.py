"""What the editor's views share: the directory's desk, who acts, and the sentences for what cannot be."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.wrappers import Response

from directory.editing.desk import Desk
from directory.editing.doing import Doing, Person
from directory.exceptions import NotPossible
from web.forms import typed
from web.parts import parts
from web.resident.said import nonce, nonce_of
from web.staff.session import me
from web.words.book import words

LONGEST_WHY = 1000


def desk() -> Desk:
    """The directory as editors use it; a site that runs without one says that it cannot now."""
    opened = parts().desk
    if opened is None:
        raise ServiceUnavailable
    return opened


def person() -> Person:
    """The signed-in editor, as history names them."""
    return Person(me().name, str(me().id))


def deed_from_form(name: str, *subjects: str) -> Doing | None:
    """What a small form asks for, with its reason; None where the reason is missing.

    The same form sent twice has the same key, and so is done once.
    """
    why = typed(request.form, "why")[:LONGEST_WHY]
    key = nonce_of(nonce(request.form.get("nonce")), name, why, *subjects)
    return Doing.now(person(), why, key) if why else None


def back_to(service_id: str, notice: str) -> Response:
    """To the record of a service, with a word about what was done."""
    flash(notice)
    return redirect(url_for("editor.service", service_id=service_id), 303)


def refused(error: NotPossible) -> str:
    """The name of the notice that says why something cannot be; what is not there is not found."""
    if error.code in ("no_service", "no_proposal", "no_version"):
        raise NotFound
    return f"cannot_{error.code}"


def say() -> Mapping[str, Any]:
    """The words of these pages."""
    return words("editor")
