"""What every page behind a signed link has in common: nothing is cached, and a link can be shut."""

from flask import Blueprint, make_response, render_template
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from web.caching import keep_nowhere


class Shut(HTTPException):
    """The link opens nothing: too old, taken back, or no link of ours."""

    code = 410


def open_by_link(blueprint: Blueprint, shut_page: str) -> None:
    """Has the pages of `blueprint` answer so. `shut_page` says why a link does not work, and whom to ask."""

    def shut(_error: HTTPException) -> Response:
        return make_response(render_template(shut_page), Shut.code)

    blueprint.after_request(keep_nowhere)
    blueprint.register_error_handler(Shut, shut)
    blueprint.register_error_handler(NotFound, shut)
