"""The access table: every endpoint of the site, who may use it and which limit it counts against.

An endpoint that is not listed is closed to everybody; a house test walks the site and fails for one missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from web.security.permissions import Permission


class Door(Enum):
    """How an endpoint is opened when it is not by a role."""

    PUBLIC = "public"
    TOKEN = "token"  # noqa: S105 - the name of a door, not a secret


Bucket = Literal[
    "chat", "pages", "sign_in", "tokens", "health", "open_data", "reports", "live", "calls", "summaries"
]  # fmt: skip


@dataclass(frozen=True)
class Access:
    """Who may use an endpoint, which limit counts, and whether its page may hold somebody's words.

    `by_token`: a program may come in by an API token instead of a sign-in, if its role has the permission.
    `unfinished`: open also to an account that has still to change its password or to set up codes.
    `proof`: dangerous; only for who showed a few minutes ago that it is they.
    `by_itself`: asked by a page, not by a person: it keeps no session going that nobody uses.
    """

    door: Door | Permission
    bucket: Bucket = "pages"
    private: bool = True
    by_token: bool = False
    unfinished: bool = False
    proof: bool = False
    by_itself: bool = False


_OPEN = Access(Door.PUBLIC, private=False)
_TALK = Access(Door.PUBLIC, bucket="chat")
_WATCH = Access(Permission.CHAT_LIVE, bucket="live", by_itself=True)

# The resident's side and the public directory: nobody has to sign in, and nobody has to chat.
_RESIDENTS: Mapping[str, Access] = {
    "resident.chat": Access(Door.PUBLIC),
    "resident.start": Access(Door.PUBLIC),
    "resident.say": _TALK,
    "resident.turn": _TALK,
    "resident.change": Access(Door.PUBLIC),
    "resident.open_change": Access(Door.PUBLIC),
    "resident.leave_unchanged": Access(Door.PUBLIC),
    "resident.say_instead": _TALK,
    "resident.start_again": Access(Door.PUBLIC),
    "resident.leave": Access(Door.PUBLIC),
    "resident.leave_details": Access(Door.PUBLIC),
    "resident.send_details": _TALK,
    "resident.details_left": Access(Door.PUBLIC),
    "resident.summary": Access(Door.PUBLIC),
    "resident.summary_code": Access(Door.PUBLIC),
    # Setting a long conversation takes seconds: it takes the places of a turn.
    "resident.summary_paper": _TALK,
    "resident.send_summary_form": Access(Door.PUBLIC),
    # It goes, in the council's name and in words that anybody may have typed, to whom they like: not often.
    "resident.send_summary": Access(Door.PUBLIC, bucket="summaries"),
    "resident.summary_sent": Access(Door.PUBLIC),
    "resident.come_back": Access(Door.PUBLIC),
    # Codes must not be tried out: they count as sign-ins do.
    "resident.send_code": Access(Door.PUBLIC, bucket="sign_in"),
    "resident.my_data": Access(Door.PUBLIC),
    "resident.what_we_hold": Access(Door.PUBLIC, bucket="sign_in"),
    "resident.delete_my_chat": Access(Door.PUBLIC, bucket="sign_in"),
    "resident.comfort": Access(Door.PUBLIC),
    "resident.set_comfort": Access(Door.PUBLIC),
    "resident.privacy": _OPEN,
    "resident.accessibility": _OPEN,
    "resident.safety": _OPEN,
    "resident.languages": _OPEN,
    "resident.in_language": _OPEN,
    "resident_api.chat": _TALK,
    "public_directory.search": Access(Door.PUBLIC),
    "public_directory.service": _OPEN,
    "public_directory.shortlist": Access(Door.PUBLIC),
    "public_directory.code": Access(Door.PUBLIC),
}

# Chats between residents and advisers. Their pages ask for news every few seconds.
_CHATS: Mapping[str, Access] = {
    "live.ask": _TALK,
    **{f"live.{name}": Access(Door.PUBLIC) for name in ("stop", "look")},
    "live.news": Access(Door.PUBLIC, bucket="live"),
    **{f"chats.{name}": _WATCH for name in ("news", "chat_news")},
    **{
        f"chats.{name}": Access(Permission.CHAT_LIVE)
        for name in ("waiting", "begin_duty", "end_duty", "join", "chat", "look", "say", "end")
    },
    "chat_of.transcript": Access(Permission.SEE_HANDOFFS),
}

# The directory as open data: for programs, without a key.
_LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
_RECORDS = ("service", "service_at_location", "organization", "taxonomy", "taxonomy_term")
_OPEN_DATA: Mapping[str, Access] = {
    f"open_referral.{name}": Access(Door.PUBLIC, bucket="open_data", private=False)
    for name in ("root", "openapi", "services_v1", "service_v1", *_LISTS, *_RECORDS)
}

_STAFF: Mapping[str, Access] = {
    "staff.sign_in": Access(Door.PUBLIC),
    "staff.sign_in_post": Access(Door.PUBLIC, bucket="sign_in"),
    "staff.sign_out": Access(Permission.BE_HERE, unfinished=True),
    "staff.home": Access(Permission.BE_HERE),
    "staff.handoffs": Access(Permission.SEE_HANDOFFS),
    "staff.handoff": Access(Permission.SEE_HANDOFFS),
    "staff.safeguarding": Access(Permission.SEE_SAFEGUARDING),
    "staff.late": Access(Permission.SEE_LATE),
    **{
        f"staff.{name}": Access(Permission.WORK_QUEUE)
        for name in ("move_handoff", "set_teams", "offer", "send_offer", "take_back_offer")
    },
    "staff.heard_late": Access(Permission.MARK_HEARD_LATE),
    "staff.record": Access(Permission.COMPLETE_RECORD),
    "staff.put_right": Access(Permission.COMPLETE_RECORD),
    "staff.audit": Access(Permission.SEE_TRAIL),
    **{
        f"staff.{name}": Access(Permission.REVIEW_MESSAGES)
        for name in ("review", "review_entry", "label_entry", "reopen_entry", "add_to_review")
    },
    **{
        f"staff.{name}": Access(Permission.REVIEW_CONTACTS)
        for name in ("daily_review", "daily_contact", "sign_off", "tell_follow_up")
    },
    **{f"staff.{name}": Access(Permission.AUDIT_CASES) for name in ("cases", "cases_csv", "case", "hand_in")},
}

# A call that an adviser holds: each opens their own alone.
_CALLS: Mapping[str, Access] = {
    **{
        f"adviser.{name}": Access(Permission.HOLD_CONVERSATION)
        for name in ("start", "begin", "call", "details", "decide", "finish", "wrap_up", "end")
    },
    "adviser.by_code": Access(Permission.HOLD_CONVERSATION, bucket="sign_in"),  # codes must not be tried out
    # Kept while somebody types, by everybody in a contact centre behind one address.
    **dict.fromkeys(
        ("adviser.keep_notes", "adviser.live"), Access(Permission.HOLD_CONVERSATION, bucket="calls")
    ),
}

# The tools beside a call: web/adviser/tools.
_CALL_TOOLS: Mapping[str, Access] = {
    f"call_tools.{name}": Access(Permission.HOLD_CONVERSATION, bucket="calls")
    for name in (
        "services", "services_part", "pin", "compare", "give_list_form", "give_list", "list_on_paper",
        "known", "look_up", "ring", "taken", "summing_up", "summing_up_on_paper",
    )
}  # fmt: skip

# Practising a call: nothing of it is kept.
_PRACTICE: Mapping[str, Access] = {
    f"practice.{name}": Access(Permission.HOLD_CONVERSATION, bucket="calls")
    for name in ("every", "begin", "go_on", "live")
}

# What leaves the house, and what people answer to it. The question's page is for whoever has its signed link.
_DELIVERIES: Mapping[str, Access] = {
    **{
        f"staff.{name}": Access(Permission.RUN_DELIVERIES)
        for name in ("deliveries", "retry_delivery", "retry_deliveries", "give_up_delivery")
    },
    "staff.local_messages": Access(Permission.SEE_HANDOFFS),
    "staff.call_backs": Access(Permission.SEE_HANDOFFS),
    "staff.record_call": Access(Permission.WORK_QUEUE),
    **{f"helped.{name}": Access(Door.PUBLIC) for name in ("question", "keep_answer", "ask_for_person")},
}

# The managers' numbers: no names, and no words but redacted ones.
_NUMBERS: Mapping[str, Access] = {
    **{
        f"dashboard.{name}": Access(Permission.SEE_NUMBERS)
        for name in ("numbers", "part", "csv_file", "picture", "workbook", "pack")
    },
    **{
        f"six.{name}": Access(Permission.SEE_NUMBERS)
        for name in ("measures", "version", "to_fill_in", "example", "table")
    },
    **{f"sites.{name}": Access(Permission.SEE_NUMBERS) for name in ("every", "one", "pack", "pack_on_paper")},
    **{
        f"sites.{name}": Access(Permission.RUN_SITES)
        for name in ("add", "send_new", "change", "send_change", "withdraw", "ask", "settle")
    },
    "six.upload": Access(Permission.BRING_FIGURES),
    "six.restore": Access(Permission.BRING_FIGURES),
}

# The national return: who asked for care, without names; dangerous, since it is everybody's at once.
_RETURN: Mapping[str, Access] = {
    f"client_level.{name}": Access(Permission.EXTRACT_RETURN, proof=True)
    for name in ("start", "check", "extract")
}

# The cost and demand model: figures of the council, and of nobody.
_DEMAND: Mapping[str, Access] = {
    f"demand.{name}": Access(Permission.MODEL_DEMAND)
    for name in (
        "home", "figures", "save_figures", "add_scenario", "send_scenario", "change_scenario", "send_change",
        "put_away", "bring_back", "scenario", "matters", "questions", "compare", "forecast_csv",
        "figures_csv", "picture",
    )
}  # fmt: skip

# Signing in with more than a password, one's own account, and the accounts of everybody.
_ACCOUNTS: Mapping[str, Access] = {
    "sign_in.code": Access(Door.PUBLIC),
    "sign_in.send_code": Access(Door.PUBLIC, bucket="sign_in"),
    "sign_in.signed_out": Access(Door.PUBLIC),
    "sign_in.council": Access(Door.PUBLIC, bucket="sign_in"),
    "sign_in.council_back": Access(Door.PUBLIC, bucket="sign_in"),
    "account.home": Access(Permission.BE_HERE),
    "account.prove": Access(Permission.BE_HERE, unfinished=True),
    "account.send_proof": Access(Permission.BE_HERE, bucket="sign_in", unfinished=True),
    **{
        f"account.{name}": Access(Permission.BE_HERE, unfinished=True, proof=True)
        for name in ("password", "change_password", "codes", "begin_codes", "confirm_codes", "recovery_codes")
    },
    "account.put_off_codes": Access(Permission.BE_HERE, proof=True),
    **{
        f"accounts.{name}": Access(Permission.MANAGE_ACCOUNTS, proof=True)
        for name in (
            "everybody", "add", "send_new", "one", "change_role", "disable", "enable", "reset",
            "end_sessions", "await_council", "forget_refused", "tokens", "make_token", "revoke_token",
        )
    },
}  # fmt: skip

# The directory's editors: everything here reads or writes what residents are shown.
_EDITOR: Mapping[str, Access] = {
    f"editor.{name}": Access(Permission.EDIT_DIRECTORY)
    for name in (
        "services", "worklist", "service", "add", "send_new", "edit", "send_edit", "history", "version",
        "restore", "withdraw", "bring_back", "keep", "confirm_needs", "decide_source", "proposal", "approve",
        "decline", "compare", "merge", "tell_apart",
    )
}  # fmt: skip

# Keeping the directory true: for organisations with their link, for whoever sees a mistake, and for editors.
_KEEPING_TRUE: Mapping[str, Access] = {
    "reports.form": Access(Door.PUBLIC),
    "reports.send": Access(Door.PUBLIC, bucket="reports"),
    "reports.thanks": Access(Door.PUBLIC),
    **{
        f"provider.{name}": Access(Door.PUBLIC)
        for name in ("entries", "right", "change", "send_change", "closed", "send_closed")
    },
    **{
        f"upkeep.{name}": Access(Permission.EDIT_DIRECTORY)
        for name in ("stale", "checked", "hand_out", "take_back", "bounced", "reported", "settle")
    },
    **{f"voluntary.{name}": Access(Door.PUBLIC) for name in ("offered", "accept", "decline")},
    "upkeep.health": Access(Permission.SEE_HEALTH),
    "upkeep.health_csv": Access(Permission.SEE_HEALTH),
}

ACCESS: Mapping[str, Access] = {
    "static": _OPEN,
    **{f"looks.{name}": _OPEN for name in ("colours", "logo")},
    "embed.line": Access(Door.PUBLIC, bucket="open_data", private=False),
    **{f"embed.{name}": Access(Door.PUBLIC) for name in ("enter", "demonstration")},
    "health.health": Access(Door.PUBLIC, bucket="health"),
    "handoffs.receive": Access(Door.TOKEN, bucket="tokens"),
    # What a turn of a conversation costs, it costs too: it takes the same places.
    "understanding.understand": Access(Permission.BE_HERE, bucket="chat", by_token=True),
    **_RESIDENTS,
    **_CHATS,
    **_OPEN_DATA,
    **_STAFF,
    **_CALLS,
    **_CALL_TOOLS,
    **_PRACTICE,
    **_DELIVERIES,
    **_NUMBERS,
    **_RETURN,
    **_DEMAND,
    **_ACCOUNTS,
    **_EDITOR,
    **_KEEPING_TRUE,
}


def bucket_of(endpoint: str | None) -> Bucket:
    """The limit a request counts against; an address of ours that leads nowhere counts as a page."""
    access = ACCESS.get(endpoint or "")
    return access.bucket if access else "pages"
