"""Accounts of staff, for administrators: who may sign in, as what, and what to do when somebody cannot."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.accounts import tokens
from web.accounts.form import NewAccount, read_new_account, role_in
from web.exceptions import NameTaken
from web.models.staff import Role, StaffUser
from web.parts import parts
from web.security.passwords import hash_password, made_up
from web.staff.session import me
from web.store import accounts, codes, council_accounts, staff

blueprint = Blueprint("accounts", __name__, url_prefix="/staff/accounts")


@blueprint.get("/")
def everybody() -> str:
    """Every account, and who came from the council's own sign-in and was not let in."""
    with parts().store.reading() as store:
        listed, refused = accounts.everybody(store), council_accounts.refused(store)
    sign_in = parts().settings.sign_in
    return render_template("accounts/everybody.html", listed=listed, refused=refused, sign_in=sign_in)


@blueprint.get("/add")
def add() -> str:
    """The form for a new account."""
    return render_template("accounts/add.html", roles=list(Role), typed=NewAccount(), problem=None)


@blueprint.post("/add")
def send_new() -> Response:
    """Makes the account, with a password shown this once. The same name again is refused."""
    typed, problem = read_new_account(request.form)
    if problem is None and typed.role is not None:
        password = made_up()
        hashed = hash_password(password)
        try:
            with parts().store.writing() as store:
                user = staff.create(store, typed.name, typed.role, hashed)
                accounts.set_password(store, user.id, hashed, must_change=True, by=me().id)
                staff.note(
                    store, "created_user", staff_user_id=me().id, subject="staff_user", subject_id=user.id
                )
            return make_response(
                render_template("accounts/password.html", user=user, password=password, new=True)
            )
        except NameTaken:
            problem = "taken"
    page = render_template("accounts/add.html", roles=list(Role), typed=typed, problem=problem)
    return make_response(page, 422)


@blueprint.get("/<int:number>")
def one(number: int) -> str:
    """One account, and what can be done with it."""
    return _page(number)


@blueprint.post("/<int:number>/role")
def change_role(number: int) -> Response:
    """Gives another role. The same again changes nothing."""
    _found(number)
    role = role_in(request.form)
    if role is None:
        return make_response(_page(number, problem="role"), 422)
    with parts().store.writing() as store:
        kept = accounts.change_role(store, number, role, by=me().id)
    return _done(number, "role_changed", kept)


@blueprint.post("/<int:number>/disable")
def disable(number: int) -> Response:
    """Shuts the account now, also where it is signed in. Again changes nothing."""
    _found(number)
    with parts().store.writing() as store:
        kept = accounts.disable(store, number, by=me().id)
    return _done(number, "disabled", kept)


@blueprint.post("/<int:number>/enable")
def enable(number: int) -> Response:
    """Opens a shut account. Again changes nothing."""
    _found(number)
    with parts().store.writing() as store:
        accounts.enable(store, number, by=me().id)
    return _done(number, "enabled", None)


@blueprint.post("/<int:number>/reset")
def reset(number: int) -> Response:
    """A new password, shown this once, to be changed at the next sign-in; codes are set up anew as well.

    Each time makes another password: only the last one is good.
    """
    user = _found(number)
    if user.council_subject is not None or user.id == me().id:
        return make_response(_page(number, problem="not_reset"), 409)
    password = made_up()
    hashed = hash_password(password)
    with parts().store.writing() as store:
        user = accounts.reset(store, number, hashed, by=me().id)
    return make_response(render_template("accounts/password.html", user=user, password=password, new=False))


@blueprint.post("/<int:number>/end-sessions")
def end_sessions(number: int) -> Response:
    """Signs somebody out everywhere."""
    _found(number)
    with parts().store.writing() as store:
        accounts.end_sessions(store, number, by=me().id)
    return _done(number, "sessions_ended", None)


@blueprint.post("/<int:number>/await-council")
def await_council(number: int) -> Response:
    """Lets the person of this name at the council's own sign-in take the account over."""
    if parts().settings.sign_in.council is None:
        abort(404)
    _found(number)
    with parts().store.writing() as store:
        accounts.await_council(store, number, by=me().id)
    return _done(number, "awaits_council", None)


@blueprint.post("/refused/<int:number>/forget")
def forget_refused(number: int) -> Response:
    """Takes somebody who was not let in off the list. Again changes nothing."""
    with parts().store.writing() as store:
        council_accounts.drop_refused(store, number)
    return redirect(url_for("accounts.everybody"), 303)


def _found(number: int) -> StaffUser:
    with parts().store.reading() as store:
        return accounts.one(store, number) or abort(404)


def _page(number: int, problem: str | None = None) -> str:
    user = _found(number)
    with parts().store.reading() as store:
        left = codes.recovery_left(store, number)
    return render_template(
        "accounts/one.html",
        user=user,
        left=left,
        own=user.id == me().id,
        roles=list(Role),
        problem=problem,
        council=parts().settings.sign_in.council,
    )


def _done(number: int, what: str, kept: accounts.Kept | None) -> Response:
    if kept is not None:
        return make_response(_page(number, problem=kept.value), 409)
    flash(what)
    return redirect(url_for("accounts.one", number=number), 303)


tokens.add_to(blueprint)
