"""Every query about the tokens of programs."""

import secrets
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.clock import now
from web.models.api_token import ApiToken
from web.models.staff import Role
from web.store import staff

_BYTES = 32
_START = "signpost_"  # so that a token that leaked is known for what it is


def create(session: Session, role: Role) -> tuple[ApiToken, str]:
    """A new token of this role, and its words, which cannot be read back later."""
    words = _START + secrets.token_urlsafe(_BYTES)
    made = ApiToken(token_hash=_hash(words), role=role, created_at=now())
    session.add(made)
    session.flush()
    staff.note(session, "created_token", staff_user_id=None, subject="api_token", subject_id=made.id)
    return made, words


def role_of(session: Session, words: str) -> Role | None:
    """The role a token speaks with; None for one that is unknown or was revoked."""
    return session.scalar(
        select(ApiToken.role).where(ApiToken.token_hash == _hash(words), ApiToken.revoked_at.is_(None))
    )


def revoke(session: Session, token_id: int) -> bool:
    """Shuts a token for good. Again changes nothing; False when there is none of that number."""
    token = session.get(ApiToken, token_id)
    if token is None:
        return False
    if token.revoked_at is None:
        token.revoked_at = now()
        staff.note(session, "revoked_token", staff_user_id=None, subject="api_token", subject_id=token_id)
    return True


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()
