"""Tokens of programs, for administrators: made, listed, shut."""

from datetime import timedelta

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.accounts.form import NewToken, read_new_token
from web.clock import now
from web.models.staff import Role
from web.parts import parts
from web.staff.session import me
from web.store import api_tokens


def tokens() -> str:
    """Every token: what it is for, its role, its end, and when it was last used."""
    return _page(NewToken(), None)


def make_token() -> Response:
    """Makes a token and shows it this once. Sent twice, it makes two: the list shows both."""
    typed, problem = read_new_token(request.form)
    if problem is not None or typed.role is None or typed.days is None:
        return make_response(_page(typed, problem), 422)
    ends = now() + timedelta(days=typed.days)
    with parts().store.writing() as store:
        made, words = api_tokens.create(store, typed.role, name=typed.name, expires_at=ends, by=me().id)
    return make_response(render_template("accounts/token.html", made=made, words=words))


def revoke_token(number: int) -> Response:
    """Shuts a token for good. Again changes nothing."""
    with parts().store.writing() as store:
        if not api_tokens.revoke(store, number, by=me().id):
            abort(404)
    flash("token_revoked")
    return redirect(url_for("accounts.tokens"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of accounts."""
    blueprint.add_url_rule("/tokens", view_func=tokens, methods=["GET"])
    blueprint.add_url_rule("/tokens", view_func=make_token, methods=["POST"])
    blueprint.add_url_rule("/tokens/<int:number>/revoke", view_func=revoke_token, methods=["POST"])


def _page(typed: NewToken, problem: str | None) -> str:
    with parts().store.reading() as store:
        listed = api_tokens.every(store)
    return render_template(
        "accounts/tokens.html", listed=listed, moment=now(), roles=list(Role), typed=typed, problem=problem
    )
