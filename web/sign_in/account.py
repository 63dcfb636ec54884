"""One's own account: password, one-time codes, recovery codes; and showing again that it is oneself."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.exceptions import WeakPassword
from web.parts import parts
from web.security import one_time_codes
from web.security.passwords import LONGEST, SHORTEST, hash_password, is_right
from web.security.proof import proved
from web.sign_in.steps import proves
from web.sign_in.way_back import safe
from web.staff import session
from web.staff.session import me
from web.store import accounts, codes, staff

blueprint = Blueprint("account", __name__, url_prefix="/staff/account")


@blueprint.get("/")
def home() -> str:
    """What is set up for one's own account."""
    with parts().store.reading() as store:
        left = codes.recovery_left(store, me().id)
    return render_template("sign_in/account.html", person=me(), left=left, required=_codes_required())


@blueprint.get("/password")
def password() -> str:
    """The form for a new password."""
    return _password_form(None)


@blueprint.post("/password")
def change_password() -> Response:
    """Sets the new password, and ends every other session. Sent twice, it is refused: nothing is new."""
    _local_only()
    typed, again = request.form.get("password", ""), request.form.get("again", "")
    person = me()
    with parts().store.reading() as store:
        known = staff.by_name(store, person.name)
    try:
        hashed = hash_password(typed, person.name)
    except WeakPassword as weak:
        return make_response(_password_form(weak.code), 422)
    if typed != again:
        return make_response(_password_form("differ"), 422)
    if known is not None and is_right(typed, known.password_hash):
        return make_response(_password_form("same"), 422)
    with parts().store.writing() as store:
        user = accounts.set_password(store, person.id, hashed, must_change=False, by=person.id)
    session.go_on(user)
    flash("password_changed")
    return redirect(url_for("account.home"), 303)


@blueprint.get("/codes", endpoint="codes")
def codes_state() -> str:
    """One-time codes: set up, being set up, or neither."""
    return _codes_form(wrong=False)


@blueprint.post("/codes")
def begin_codes() -> Response:
    """Makes a new secret to be set up; the codes that are in use go on until it is."""
    _local_only()
    with parts().store.writing() as store:
        codes.prepare(store, me().id, one_time_codes.new_secret())
    return redirect(url_for("account.codes"), 303)


@blueprint.post("/codes/confirm")
def confirm_codes() -> Response:
    """Takes the first code of the new secret, and shows the recovery codes this once."""
    made = one_time_codes.new_recovery_codes()
    with parts().store.writing() as store:
        if codes.pending(store, me().id) is None:
            return redirect(url_for("account.codes"), 303)
        right = codes.confirm(store, me().id, request.form.get("code", ""), _hashes(made))
    if not right:
        return make_response(_codes_form(wrong=True), 422)
    return make_response(render_template("sign_in/recovery.html", made=made, first=True))


@blueprint.post("/codes/recovery")
def recovery_codes() -> Response:
    """New recovery codes, shown this once; the old ones are good no more."""
    if not me().has_codes:
        return redirect(url_for("account.codes"), 303)
    made = one_time_codes.new_recovery_codes()
    with parts().store.writing() as store:
        codes.replace_recovery(store, me().id, _hashes(made))
    return make_response(render_template("sign_in/recovery.html", made=made, first=False))


@blueprint.post("/codes/off")
def put_off_codes() -> Response:
    """Signing in with the password alone, where the council allows it. Again changes nothing."""
    if _codes_required():
        abort(403)
    with parts().store.writing() as store:
        codes.put_off(store, staff.to_change(store, me().id))
        staff.note(store, "put_off_codes", staff_user_id=me().id)
    flash("codes_off")
    return redirect(url_for("account.home"), 303)


@blueprint.get("/prove")
def prove() -> str:
    """Before something dangerous: is it still you?"""
    return render_template("sign_in/prove.html", person=me(), wrong=False, again="again" in request.args)


@blueprint.post("/prove")
def send_proof() -> Response:
    """Takes the password, and a code where there are codes."""
    if not proves(request.form.get("password", ""), request.form.get("code", "")):
        page = render_template("sign_in/prove.html", person=me(), wrong=True, again=False)
        return make_response(page, 401)
    proved()
    return redirect(safe(request.args.get("next") or url_for("account.home")), 303)


def _password_form(problem: str | None) -> str:
    forced = me().unfinished is session.Unfinished.PASSWORD
    return render_template(
        "sign_in/password.html",
        person=me(),
        problem=problem,
        forced=forced,
        shortest=SHORTEST,
        longest=LONGEST,
    )


def _codes_form(*, wrong: bool) -> str:
    person, council = me(), parts().settings.council_name
    with parts().store.reading() as store:
        secret = codes.pending(store, person.id)
        left = codes.recovery_left(store, person.id)
    address = one_time_codes.setup_address(secret, person.name, f"Signpost {council}") if secret else ""
    return render_template(
        "sign_in/codes.html",
        person=person,
        wrong=wrong,
        left=left,
        required=_codes_required(),
        secret=one_time_codes.grouped(secret) if secret else None,
        picture=one_time_codes.picture(address) if secret else None,
    )


def _hashes(made: list[str]) -> list[str]:
    return [hashed for each in made if (hashed := one_time_codes.recovery_hash(each))]


def _codes_required() -> bool:
    return me().role in parts().settings.sign_in.codes_for


def _local_only() -> None:
    # Who comes from the council's own sign-in has no password here, and their codes there.
    if me().from_council:
        abort(403)
