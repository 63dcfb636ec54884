"""Entries that should be checked: who was asked, what came of it, a link to pass on, "I checked it"."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.freshness.standing import Standing, Why
from web.keeping_true import keeper
from web.parts import parts
from web.provider.signing import LinkSigner
from web.resident.said import nonce, nonce_of
from web.staff.session import me
from web.upkeep.paging import Page

SHOW = ("to_check", "asked", "all")


def stale() -> str:
    """The entries by age; `?show=` has those that wait for an editor, those that were asked, or all."""
    show = request.args.get("show", SHOW[0])
    show = show if show in SHOW else SHOW[0]
    why = request.args.get("why", "")
    rows = keeper().standings()
    counts = {name: sum(_is_shown(each, name) for each in rows) for name in SHOW}
    wanted = [each for each in rows if _is_shown(each, show) and (why not in set(Why) or each.why == why)]
    page = Page.of(wanted, request.args.get("page", ""))
    return render_template(
        "upkeep/stale.html",
        page=page, show=show, why=why, counts=counts, mail=bool(parts().settings.mail.host),
        new_nonce=lambda: nonce(None),
    )  # fmt: skip


def checked(service_id: str) -> Response:
    """An editor has checked the entry today; the same form twice is the same as once."""
    key = nonce_of(nonce(request.form.get("nonce")), service_id)
    _known(service_id)
    flash("checked" if keeper().check(service_id, me().name, key) else "checked_before")
    return redirect(url_for("upkeep.stale"), 303)


def hand_out(service_id: str) -> str:
    """The link for an organisation, for an editor to pass on; the same one all day."""
    mail_id = keeper().hand_out(service_id) or abort(404)
    settings = parts().settings
    token = LinkSigner.of(settings).sign(mail_id)
    path = url_for("provider.entries", token=token)
    address = settings.public_url + path if settings.public_url else url_for(
        "provider.entries", token=token, _external=True
    )  # fmt: skip
    entry = next((each.entry for each in keeper().standings() if each.entry.id == service_id), None)
    return render_template(
        "upkeep/link.html",
        address=address,
        entry=entry,
        days=settings.asking.link_days,
        service_id=service_id,
    )


def take_back(service_id: str) -> Response:
    """No link made so far opens the entry any more."""
    _known(service_id)
    keeper().take_back_links(service_id, me().name)
    flash("links_taken_back")
    return redirect(url_for("upkeep.stale"), 303)


def bounced(service_id: str) -> Response:
    """The last mail about this entry came back: its address is not written to again."""
    flash("bounced" if keeper().last_bounced(service_id) else "not_bounced")
    return redirect(url_for("upkeep.stale", show="asked"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    blueprint.add_url_rule("/stale", view_func=stale, methods=["GET"])
    blueprint.add_url_rule("/checked/<path:service_id>", view_func=checked, methods=["POST"])
    blueprint.add_url_rule("/link/<path:service_id>", view_func=hand_out, methods=["POST"])
    blueprint.add_url_rule("/take-back/<path:service_id>", view_func=take_back, methods=["POST"])
    blueprint.add_url_rule("/bounced/<path:service_id>", view_func=bounced, methods=["POST"])


def _is_shown(each: Standing, show: str) -> bool:
    return show == "all" or (each.why is not None if show == "to_check" else each.step > 0 and not each.why)


def _known(service_id: str) -> None:
    if keeper().form_of(service_id) is None:
        abort(404)
