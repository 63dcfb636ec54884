"""The audit trail for administrators: who did what to which thing; ids, never names of residents."""

from flask import Blueprint, render_template, request

from web.parts import parts
from web.security.row_numbers import row_number
from web.staff.session import me
from web.store import staff, trail
from web.words.book import words

PAGE = 50


def audit() -> str:
    """The newest rows first, page by page, of one person or one action; each checked as it is shown."""
    who = request.args.get("who", type=row_number)
    action = request.args.get("action") or None
    page = max(1, min(request.args.get("page", 1, type=int), 1_000_000))
    with parts().store.writing() as store:
        total = trail.count(store, staff_user_id=who, action=action)
        rows = trail.newest(store, offset=(page - 1) * PAGE, limit=PAGE, staff_user_id=who, action=action)
        broken = {each.position for each in rows if not trail.is_as_written(store, each)}
        everybody = staff.names(store)
        known = trail.actions(store)
        staff.note(store, "looked_at_trail", staff_user_id=me().id)
    return render_template(
        "staff/audit.html", rows=rows, total=total, page=page, pages=max(1, -(-total // PAGE)), who=who,
        action=action, people=everybody, actions=known, broken=broken, say=words("audit"),
    )  # fmt: skip


def add_to(blueprint: Blueprint) -> None:
    """Opens this page on the staff's blueprint."""
    blueprint.add_url_rule("/audit", view_func=audit, methods=["GET"])
