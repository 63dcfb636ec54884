"""What was said in a chat, for those who follow up what was passed on. Looking is in the audit trail."""

from flask import Blueprint, abort, render_template

from web.caching import keep_nowhere
from web.live.lines import lines_of
from web.models.handoff import Handoff, Kind
from web.parts import parts
from web.security.permissions import kinds_seen_by
from web.staff.handoffs import find
from web.staff.session import me
from web.store import live, staff

blueprint = Blueprint("chat_of", __name__, url_prefix="/staff/chats/of")
blueprint.after_request(keep_nowhere)


@blueprint.get("/<reference>")
def transcript(reference: str) -> str:
    """Everything said since the first chat of the contact of this hand-off was asked for."""
    with parts().store.writing() as store:
        found = find(store, reference)
        asked = live.first_asked(store, found.contact_id)
        if asked is None or not may_read(found):
            abort(404)
        lines = [each for each in lines_of(live.said_since(store, found.contact_id, 0)) if each.at >= asked]
        staff.note(store, "read_chat", staff_user_id=me().id, subject="contact", subject_id=found.contact_id)
    return render_template("chats/transcript.html", handoff=found, lines=lines)


def may_read(found: Handoff) -> bool:
    """Where there is a safeguarding concern, what was said is for the safeguarding team alone."""
    return not found.contact.safeguarding_concern or Kind.SAFEGUARDING in kinds_seen_by(me().role)


@blueprint.app_context_processor
def _reading() -> dict[str, object]:
    return {"has_chat": _has_chat}


def _has_chat(found: Handoff) -> bool:
    """Is there a chat of this hand-off's contact that the reader may read?"""
    if not may_read(found):
        return False
    with parts().store.reading() as store:
        return live.first_asked(store, found.contact_id) is not None
