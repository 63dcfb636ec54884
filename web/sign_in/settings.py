"""How staff sign in: one-time codes, time-outs, the council's own sign-in. Read once; closed until set."""

import re
from dataclasses import dataclass, field

from web.exceptions import SettingsError
from web.models.staff import Role
from web.variables import Reader, is_safe_address

_ALL, _NONE = "all", "none"


@dataclass(frozen=True)
class CouncilSignIn:
    """The council's own directory of staff, by OpenID Connect.

    `roles`: pairs of a group there and a role here; the first pair whose group a person is in decides.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles: tuple[tuple[str, Role], ...]
    come_back_to: str
    groups_claim: str = "groups"
    name_claim: str = "preferred_username"
    scope: str = "openid profile"


@dataclass(frozen=True)
class SignIn:
    """Everything about signing in that a council decides. `council` is None until it is set up."""

    codes_for: frozenset[Role] = frozenset(Role)
    idle_minutes: int = 60
    proof_minutes: int = 15
    local: bool = True
    break_glass: str = ""
    council: CouncilSignIn | None = None


def read_sign_in(read: Reader, *, only_here: bool, back: str) -> SignIn:
    """Settings from the environment; SettingsError names the one that is wrong.

    `only_here`: nobody but this machine reaches the site, so that a first try needs no telephone.
    `back`: the path to which the council's sign-in sends people back.
    """
    council = _council(read, back)
    local = read.yes_no("LOCAL_SIGN_IN", True)
    glass = read.text("BREAK_GLASS_ACCOUNT", "").casefold()
    if not local and (council is None or not glass):
        raise SettingsError(
            "LOCAL_SIGN_IN may be no only with OIDC_ISSUER, and with a BREAK_GLASS_ACCOUNT: the one account "
            "that gets in with its password when the council's own sign-in is down."
        )
    return SignIn(
        codes_for=_roles(read.text("REQUIRE_CODES", _NONE if only_here else _ALL)),
        idle_minutes=read.number("SESSION_IDLE_MINUTES", SignIn.idle_minutes, low=5, high=1440),
        proof_minutes=read.number("PROOF_MINUTES", SignIn.proof_minutes, low=1, high=240),
        local=local,
        break_glass=glass,
        council=council,
    )


def _roles(value: str) -> frozenset[Role]:
    named = {part.strip().lower() for part in value.split(",") if part.strip()}
    if named in ({_ALL}, {_NONE}):
        return frozenset(Role) if named == {_ALL} else frozenset()
    if not named <= set(Role):
        raise SettingsError("REQUIRE_CODES must be all, none, or roles such as administrator,manager.")
    return frozenset(map(Role, named))


def _council(read: Reader, back: str) -> CouncilSignIn | None:
    issuer = read.address("OIDC_ISSUER")
    if not issuer:
        return None
    if not is_safe_address(issuer):
        raise SettingsError("OIDC_ISSUER must begin with https://, unless it is this machine itself.")
    client_id, public = read.text("OIDC_CLIENT_ID", ""), read.address("PUBLIC_URL")
    secret = read.text("OIDC_CLIENT_SECRET", "")
    if not client_id or not secret:
        raise SettingsError("With OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set.")
    if not public:
        raise SettingsError("With OIDC_ISSUER, PUBLIC_URL must say where people come back to.")
    return CouncilSignIn(
        # As it was given: an issuer is compared letter by letter, a slash at its end included.
        issuer=read.text("OIDC_ISSUER", ""),
        client_id=client_id,
        client_secret=secret,
        roles=_mapping(read.text("OIDC_ROLES", "")),
        come_back_to=public + back,
        groups_claim=read.text("OIDC_GROUPS_CLAIM", CouncilSignIn.groups_claim),
        name_claim=read.text("OIDC_NAME_CLAIM", CouncilSignIn.name_claim),
        scope=_scope(read.text("OIDC_SCOPE", CouncilSignIn.scope)),
    )


def _mapping(value: str) -> tuple[tuple[str, Role], ...]:
    # A group's name may hold commas and signs of equality, as in CN=Care,OU=Staff: the last one counts.
    pairs = [part.rpartition("=") for part in value.split(";") if part.strip()]
    if not pairs or any(not group.strip() or role.strip() not in set(Role) for group, _, role in pairs):
        raise SettingsError(
            "OIDC_ROLES must say which group has which role here, such as "
            "asc-advisers=adviser; asc-managers=manager"
        )
    return tuple((group.strip(), Role(role.strip())) for group, _, role in pairs)


def _scope(value: str) -> str:
    if "openid" not in re.split(r"\s+", value):
        raise SettingsError("OIDC_SCOPE must hold openid.")
    return value
