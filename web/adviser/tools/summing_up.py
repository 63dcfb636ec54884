"""What a call came to, for the caller: their own words, what is pinned, who does what next; to read back."""

from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from web.adviser.tools.held import contact_of_call, told_in, where_calls_begin
from web.adviser.tools.listed import listed
from web.clock import now
from web.database import Transaction
from web.models.contact import Contact
from web.parts import parts
from web.pdf_answer import pdf_shown
from web.public_directory.shelf import browse_index
from web.resident.direct_handoff import promised
from web.resident.steps import steps_of
from web.resident.summary import Summary, worth_keeping
from web.resident.summary_paper import on_paper
from web.security.permissions import kinds_seen_by
from web.staff.session import me
from web.store import call_tools as stored
from web.store.handoffs import references_of
from web.words.book import words


def summing_up() -> str | AnyResponse:
    """The page, to read back to the caller before the call ends."""
    with parts().store.reading() as store:
        contact = contact_of_call(store)
        if contact is None:
            return redirect(where_calls_begin())
        found, apart = _summary(store, contact), contact.safeguarding_concern
    return render_template(
        "adviser/summary.html", summary=found, steps=_steps(found), say=words("adviser_tools")["summary"],
        summary_say=words("summary"), apart=apart,
    )  # fmt: skip


def summing_up_on_paper() -> Response:
    """The same in large print, as a PDF; not where somebody else at that address may be the danger."""
    with parts().store.reading() as store:
        contact = contact_of_call(store) or abort(404)
        if contact.safeguarding_concern:
            abort(404)
        found = _summary(store, contact)
    say = words("summary")
    return pdf_shown(on_paper(found, _steps(found), None, say, parts().settings, now()), say["paper"]["name"])


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of the tools."""
    blueprint.add_url_rule("/summary", view_func=summing_up, methods=["GET"])
    blueprint.add_url_rule("/summary/paper", view_func=summing_up_on_paper, methods=["GET"])


def _summary(store: Transaction, contact: Contact) -> Summary:
    ids = stored.pinned(store, contact.id)
    services = listed(browse_index().with_ids(ids), ids)
    return Summary(
        said=tuple(worth_keeping(told_in(store, contact).pieces)),
        services=tuple({"id": each.id, "name": each.name, "why": " ".join(each.lines)} for each in services),
        references=tuple(references_of(store, contact.id, kinds_seen_by(me().role))),
    )


def _steps(found: Summary) -> list[str]:
    by = promised(parts(), found.reference) if found.reference else None
    return steps_of(found, by, parts().settings)
