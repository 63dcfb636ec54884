"""Every query about the tokens of programs."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from web.clock import now
from web.models.api_token import ApiToken
from web.models.staff import Role
from web.security.row_numbers import LARGEST
from web.store import staff

_BYTES = 32
_NOTED_AGAIN = timedelta(hours=1)
_START = "signpost_"  # so that a token that leaked is known for what it is


def create(
    session: Session,
    role: Role,
    *,
    name: str = "",
    expires_at: datetime | None = None,
    by: int | None = None,
) -> tuple[ApiToken, str]:
    """A new token of this role, and its words, which cannot be read back later."""
    words = _START + secrets.token_urlsafe(_BYTES)
    made = ApiToken(token_hash=_hash(words), name=name, role=role, created_at=now(), expires_at=expires_at)
    session.add(made)
    session.flush()
    staff.note(session, "created_token", staff_user_id=by, subject="api_token", subject_id=made.id)
    return made, words


def good_one(session: Session, words: str) -> ApiToken | None:
    """The token of these words; None for one that is unknown, was revoked or has come to its end."""
    found = session.scalar(
        select(ApiToken).where(ApiToken.token_hash == _hash(words), ApiToken.revoked_at.is_(None))
    )
    ended = found is not None and found.expires_at is not None and found.expires_at <= now()
    return None if ended else found


def wants_noting(token: ApiToken) -> bool:
    """Was its last use so long ago that this one is worth writing down?"""
    return token.last_used_at is None or now() - token.last_used_at > _NOTED_AGAIN


def note_use(session: Session, token_id: int) -> None:
    """Writes down that the token was used now."""
    session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_at=now()))


def every(session: Session) -> Sequence[ApiToken]:
    """Every token, the newest first."""
    return session.scalars(select(ApiToken).order_by(ApiToken.id.desc())).all()


def revoke(session: Session, token_id: int, *, by: int | None = None) -> bool:
    """Shuts a token for good. Again changes nothing; False when there is none of that number."""
    token = session.get(ApiToken, token_id) if token_id <= LARGEST else None
    if token is None:
        return False
    if token.revoked_at is None:
        token.revoked_at = now()
        staff.note(session, "revoked_token", staff_user_id=by, subject="api_token", subject_id=token_id)
    return True


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()
