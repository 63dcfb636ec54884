"""The follow-up queue and the safeguarding queue as lists, each worker's teams, and what is overdue."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.database import Transaction
from web.handoffs.queue.outcomes import label_of
from web.models.handoff import Kind, Team
from web.parts import parts
from web.security.permissions import kinds_seen_by
from web.staff.reaching import banners
from web.staff.session import me
from web.store import queue_pages as stored
from web.store.queue_pages import ORDERS, SHELVES, Asked
from web.words.book import words

PAGE = 25
_FARTHEST = 1_000_000  # pages: an address that asks for more is a mistake, not a question


def handoffs() -> str:
    """What waits for follow-up, never with anything of safeguarding in it."""
    return _queue(Kind.SUPPORT)


def safeguarding() -> str:
    """What the safeguarding team alone sees."""
    return _queue(Kind.SAFEGUARDING)


def late() -> str:
    """What is overdue, for those who look after the queue: references and times, no names and no words."""
    moment, page = now(), _page()
    with parts().store.reading() as store:
        number = stored.count_late(store, moment, [Kind.SUPPORT])
        apart = stored.count_late(store, moment, [Kind.SAFEGUARDING])
        found = stored.late(store, moment, Kind.SUPPORT, offset=(page - 1) * PAGE, limit=PAGE)
    opens = kinds_seen_by(me().role)
    return render_template(
        "staff/queue/late.html", late=found, number=number, apart=apart, opens=bool(opens), page=page,
        pages=max(1, -(-number // PAGE)), say=words("queue"),
    )  # fmt: skip


def set_teams() -> Response:
    """From now on I work the lists of these teams. The same again changes nothing."""
    chosen = [Team(each) for each in request.form.getlist("team") if each in set(Team)]
    with parts().store.writing() as store:
        stored.set_teams(store, me().id, chosen)
    flash("teams")
    return redirect(url_for("staff.handoffs", show="team"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs", view_func=handoffs, methods=["GET"])
    blueprint.add_url_rule("/safeguarding", view_func=safeguarding, methods=["GET"])
    blueprint.add_url_rule("/late", view_func=late, methods=["GET"])
    blueprint.add_url_rule("/teams", view_func=set_teams, methods=["POST"])


def _queue(kind: Kind) -> str:
    page = _page()
    with parts().store.reading() as store:
        asked = _asked(store, kind)
        counts = stored.counts(store, asked)
        listed = stored.listed(store, asked, offset=(page - 1) * PAGE, limit=PAGE)
        holders = stored.names_of(store, [each.claimed_by for each in listed])
        reaching = banners(store, listed)
    pages = max(1, -(-counts[asked.shelf] // PAGE))
    return render_template(
        "staff/queue/list.html", kind=kind, asked=asked, counts=counts, handoffs=listed, holders=holders,
        page=page, pages=pages, moment=asked.moment, teams=Team, say=words("queue"), label_of=label_of,
        banners=reaching,
    )  # fmt: skip


def _page() -> int:
    return max(1, min(request.args.get("page", 1, type=int), _FARTHEST))


def _asked(store: Transaction, kind: Kind) -> Asked:
    """What the address asks for; what it does not know is as if it were not there."""
    shelf, order, team = (request.args.get(name, "") for name in ("show", "order", "team"))
    return Asked(
        kind=kind,
        me=me().id,
        my_teams=stored.teams_of(store, me().id),
        moment=now(),
        shelf=shelf if shelf in SHELVES else "open",
        team=Team(team) if team in set(Team) else None,
        order=order if order in ORDERS else "due",
    )
