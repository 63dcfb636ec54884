"""Who the present person is: their session, how long it lasts, and what they still have to do first."""

from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from web.clock import now
from web.models.staff import Role, StaffUser
from web.parts import parts
from web.security import known_browsers, proof
from web.security.access import ACCESS
from web.settings import WebSettings
from web.store import staff

_BEGAN, _SEEN = "began", "seen"
_WRITE_AFTER_SECONDS = 30


class Unfinished(StrEnum):
    """What an account needs before anything else opens; the value is the endpoint where it is done."""

    PASSWORD = "account.password"  # noqa: S105 - the name of a page
    CODES = "account.codes"


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The signed-in person, as views and templates know them."""

    id: int
    name: str
    role: Role
    session_token: str
    unfinished: Unfinished | None = None
    from_council: bool = False
    has_codes: bool = False

    def get_id(self) -> str:
        """What the cookie holds: not the account's id but a token that can be changed."""
        return self.session_token


def install(app: Flask) -> None:
    """Lets Flask-Login find the signed-in person of a request."""
    manager = LoginManager(app)
    manager.session_protection = None  # It compares addresses, which change on mobile networks.
    manager.user_loader(_load)
    app.after_request(known_browsers.set_cookie)


def me() -> SignedIn:
    """The signed-in person; only for views behind the gate."""
    person: SignedIn = current_user._get_current_object()
    return person


def begin(user: StaffUser) -> None:
    """Signs this person in here, now. Nothing from before comes along."""
    session.clear()
    session.permanent = True
    moment = _now()
    session.update({_BEGAN: moment, _SEEN: moment})
    proof.proved()
    known_browsers.remember(user.id)
    login_user(signed_in_as(user, parts().settings))


def sign_out() -> None:
    """Ends every session of the signed-in person, here and elsewhere."""
    with parts().store.writing() as store:
        staff.end_sessions(store, me().id)
    logout_user()
    session.clear()


def go_on(user: StaffUser) -> None:
    """After a change that ended every session of this person: the one in this browser goes on."""
    began = session.get(_BEGAN, _now())
    begin(user)
    session[_BEGAN] = began


def signed_in_as(user: StaffUser, settings: WebSettings) -> SignedIn:
    """An account as views and templates know it."""
    return SignedIn(
        user.id,
        user.name,
        user.role,
        user.session_token,
        unfinished=_unfinished(user, settings),
        from_council=user.council_subject is not None,
        has_codes=user.codes_since is not None,
    )


def _load(token: str) -> SignedIn | None:
    settings, moment = parts().settings, _now()
    if not _lasts(settings, moment):
        return None
    with parts().store.reading() as store:
        user = staff.by_session_token(store, token)
    if user is None:
        return None
    if not _asked_by_itself() and moment - session[_SEEN] >= _WRITE_AFTER_SECONDS:
        session[_SEEN] = moment
    return signed_in_as(user, settings)


def _asked_by_itself() -> bool:
    access = ACCESS.get(request.endpoint or "")
    return access is not None and access.by_itself


def _lasts(settings: WebSettings, moment: int) -> bool:
    """Neither too long ago begun, nor too long unused."""
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if not isinstance(began, int) or not isinstance(seen, int):
        return False
    whole, idle = settings.keeping.session_minutes * 60, settings.sign_in.idle_minutes * 60
    return moment - began < whole and moment - seen < idle


def _unfinished(user: StaffUser, settings: WebSettings) -> Unfinished | None:
    if user.council_subject is not None:
        return None  # The council's own sign-in looks after both.
    if user.must_change_password:
        return Unfinished.PASSWORD
    needs_codes = user.role in settings.sign_in.codes_for and user.codes_since is None
    return Unfinished.CODES if needs_codes else None


def _now() -> int:
    return int(now().timestamp())
