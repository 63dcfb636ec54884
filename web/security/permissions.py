"""Who may do what: one table of roles and permissions, and pure questions about it."""

from collections.abc import Mapping
from enum import StrEnum

from web.models.handoff import Kind
from web.models.staff import Role


class Permission(StrEnum):
    """One thing a signed-in person may be allowed to do."""

    BE_HERE = "be_here"
    SEE_HANDOFFS = "see_handoffs"
    SEE_SAFEGUARDING = "see_safeguarding"
    WORK_QUEUE = "work_queue"
    SEE_LATE = "see_late"
    SEE_NUMBERS = "see_numbers"
    RUN_SITES = "run_sites"
    MODEL_DEMAND = "model_demand"
    HOLD_CONVERSATION = "hold_conversation"
    EDIT_DIRECTORY = "edit_directory"
    SEE_HEALTH = "see_health"
    REVIEW_MESSAGES = "review_messages"
    MARK_HEARD_LATE = "mark_heard_late"
    COMPLETE_RECORD = "complete_record"
    SEE_TRAIL = "see_trail"
    RUN_DELIVERIES = "run_deliveries"
    MANAGE_ACCOUNTS = "manage_accounts"
    BRING_FIGURES = "bring_figures"
    REVIEW_CONTACTS = "review_contacts"
    AUDIT_CASES = "audit_cases"
    EXTRACT_RETURN = "extract_return"
    CHAT_LIVE = "chat_live"


_P = Permission
_QUEUE = (_P.SEE_HANDOFFS, _P.WORK_QUEUE, _P.SEE_LATE, _P.MARK_HEARD_LATE, _P.COMPLETE_RECORD, _P.AUDIT_CASES)
# Redacted words, no names. Those with a safeguarding concern only together with SEE_SAFEGUARDING.
_REVIEWING = (_P.REVIEW_CONTACTS, _P.AUDIT_CASES)

# A role that is not here, or a permission not listed beside it, is refused.
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADVISER: frozenset({_P.BE_HERE, *_QUEUE, _P.HOLD_CONVERSATION, _P.CHAT_LIVE}),
    Role.FOLLOW_UP: frozenset({_P.BE_HERE, *_QUEUE}),
    Role.SAFEGUARDING: frozenset(
        {_P.BE_HERE, *_QUEUE, _P.SEE_SAFEGUARDING, _P.REVIEW_CONTACTS, _P.CHAT_LIVE}
    ),
    Role.MANAGER: frozenset(
        {
            _P.BE_HERE,
            _P.SEE_NUMBERS,
            _P.RUN_SITES,
            _P.BRING_FIGURES,
            _P.MODEL_DEMAND,
            _P.SEE_HEALTH,
            _P.SEE_LATE,
            *_REVIEWING,
        }
    ),
    Role.CONVERSATION_LEAD: frozenset({_P.BE_HERE, _P.SEE_NUMBERS, _P.REVIEW_MESSAGES, *_REVIEWING}),
    Role.EDITOR: frozenset({_P.BE_HERE, _P.EDIT_DIRECTORY, _P.SEE_HEALTH}),
    # Looks after accounts and sees that the house runs. What people said is not needed for that, nor for the
    # national return, which holds no names: docs/client-level-data.md says why it is theirs.
    Role.ADMINISTRATOR: frozenset(
        {
            _P.BE_HERE,
            _P.MANAGE_ACCOUNTS,
            _P.SEE_NUMBERS,
            _P.RUN_SITES,
            _P.SEE_TRAIL,
            _P.RUN_DELIVERIES,
            _P.EXTRACT_RETURN,
        }
    ),
}


def may(role: Role, permission: Permission) -> bool:
    """Is this role allowed to do this?"""
    return permission in GRANTS.get(role, frozenset())


def kinds_seen_by(role: Role) -> frozenset[Kind]:
    """The kinds of hand-off a role may know of at all."""
    kinds = {Kind.SUPPORT} if may(role, Permission.SEE_HANDOFFS) else set()
    return frozenset(kinds | ({Kind.SAFEGUARDING} if may(role, Permission.SEE_SAFEGUARDING) else set()))
