"""The sign-in page, with the ways in that this council has."""

from flask import Response, make_response, render_template, request

from web.parts import parts


def sign_in_page(wrong: str | None = None, name: str = "") -> Response:
    """The page. `wrong`: password or code, where one was not right (401); `name`: as it was typed."""
    page = render_template(
        "staff/sign_in.html", wrong=wrong, name=name[:64], next=request.args.get("next"),
        ways=parts().settings.sign_in,
    )  # fmt: skip
    return make_response(page, 401 if wrong else 200)
