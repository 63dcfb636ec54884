"""Whoever comes from the council's own sign-in: is there a role for them, and which account is theirs?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from web.database import Transaction
from web.models.staff import Role, StaffUser
from web.parts import Parts
from web.sign_in.settings import CouncilSignIn
from web.store import council_accounts, staff

_LONGEST_NAME = 64
_MOST_GROUPS = 200


class Arrival(StrEnum):
    """What became of somebody who came: why nothing is open to them, or that they are in."""

    IN = "in"
    NO_GROUP = "no_group"
    NAME_TAKEN = "name_taken"
    DISABLED = "disabled"
    SOMEBODY_ELSE = "somebody_else"


@dataclass(frozen=True)
class Known:
    """Somebody as the council's own sign-in knows them. `subject`: a hash of who vouches and for whom."""

    subject: str
    name: str
    groups: tuple[str, ...]


def known(claims: Mapping[str, Any], settings: CouncilSignIn) -> Known:
    """Whom the claims speak of. Pure."""
    subject = sha256(f"{settings.issuer}\n{claims['sub']}".encode()).hexdigest()
    name = _found(claims, settings.name_claim)
    name = name if isinstance(name, str) and name.strip() else f"staff-{subject[:8]}"
    groups = _found(claims, settings.groups_claim)
    listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    named = tuple(each for each in listed if isinstance(each, str))[:_MOST_GROUPS]
    return Known(subject, staff.tidy(name)[:_LONGEST_NAME], named)


def role_of(groups: Sequence[str], roles: Sequence[tuple[str, Role]]) -> Role | None:
    """The role of the first pair whose group is among these; None for nobody's group. Pure."""
    return next((role for group, role in roles if group in groups), None)


def arrive(opened: Parts, claims: Mapping[str, Any]) -> tuple[Arrival, StaffUser | None]:
    """Makes or updates the account of whoever comes; or notes for administrators why it was not opened."""
    settings = opened.settings.sign_in.council
    if settings is None:
        return Arrival.NO_GROUP, None
    person = known(claims, settings)
    role = role_of(person.groups, settings.roles)
    with opened.store.writing() as store:
        arrival, user = _settle(store, person, role)
        if user is None and arrival is not Arrival.DISABLED:
            council_accounts.note_refused(store, person.subject, person.name, person.groups, arrival.value)
        elif user is not None:
            council_accounts.forget_refused(store, person.subject)
            staff.note_success(store, user)
    return arrival, user


def _settle(store: Transaction, person: Known, role: Role | None) -> tuple[Arrival, StaffUser | None]:
    user = council_accounts.by_subject(store, person.subject)
    if user is not None and user.disabled_at is not None:
        return Arrival.DISABLED, None
    if role is None:
        return Arrival.NO_GROUP, None
    user = user or council_accounts.awaiting(store, person.name, person.subject)
    if user is None:
        user = council_accounts.create(store, person.name, role, person.subject)
        return (Arrival.IN, user) if user else (Arrival.NAME_TAKEN, None)
    council_accounts.update(store, user, person.name, role)
    return Arrival.IN, user


def _found(claims: Mapping[str, Any], path: str) -> Any:
    """A claim by its name, or by a path of names such as realm_access.roles."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
