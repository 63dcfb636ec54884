"""The council's looks on the line: a stylesheet of a few lines, and the logo. Both change only at a start."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from web.front_end.served import answer
from web.looks.shown import logo_of, rules_of
from web.parts import parts

blueprint = Blueprint("looks", __name__)


@blueprint.get("/looks.css")
def colours() -> Response:
    """The council's colours; nothing but an empty sheet where it chose none."""
    return answer(rules_of(parts().settings.looks))


@blueprint.get("/logo")
def logo() -> Response:
    """The council's logo, as a picture and nothing else."""
    found = logo_of(parts().settings.looks)
    if found is None:
        raise NotFound
    return answer(found)
