"""The record of one service: everything an editor has to know of it, and what can be done."""

from typing import Any

from flask import Blueprint, abort, render_template

from directory.clock import in_utc
from directory.editing.doing import Transaction
from directory.editing.duplicates import LikelyPair
from directory.editing.given_away import given_away
from directory.editing.merging import possible_duplicates
from directory.editing.plain import plain, plain_sheet
from directory.models.editing import Entity, KeptValue, ProposalState
from directory.queries import editing as stored
from directory.queries.editor_lists import Line, lines_of
from directory.queries.sheets import sheet_of
from web.editor.desk import desk

SHARED_SHOWN = 5


def service(service_id: str) -> str:
    """Everything of one service, masked addresses too, with what waits for a decision first."""
    with desk().reading() as session:
        row, sheet = stored.service_row(session, service_id), sheet_of(session, service_id)
        if row is None or sheet is None:
            abort(404)
        places = [place["id"] for place in sheet["locations"]]
        kept = [
            *stored.kept_values(session, Entity.SERVICE, [service_id]),
            *stored.kept_values(session, Entity.LOCATION, places),
        ]
        twins = _twins(session, service_id)
        merged = stored.merged_into(session, service_id)
        page: dict[str, Any] = {
            "row": row,
            "sheet": plain_sheet(sheet),
            "newest": stored.newest_version(session, service_id),
            "waiting": [
                each
                for each in stored.proposals_of(session, service_id)
                if each.state == ProposalState.WAITING
            ],
            "clashes": [_clash(each) for each in kept if each.source_changed_at],
            "kept": [each for each in kept if not each.source_changed_at],
            "shared": _shared(stored.services_at(session, places), service_id),
            "twins": twins,
            "merged": merged,
            "given_away": given_away(sheet),
            "vanished_at": in_utc(row.vanished_at),
        }
    return render_template("editor/service.html", service_id=service_id, **page)


def add_to(blueprint: Blueprint) -> None:
    """Opens the page on the editor's blueprint."""
    blueprint.add_url_rule("/service/<path:service_id>", view_func=service, methods=["GET"])


def _twins(session: Transaction, service_id: str) -> list[tuple[Line, LikelyPair]]:
    """Services that may be the same as this one."""
    pairs = [pair for pair in possible_duplicates(session) if service_id in (pair.first_id, pair.second_id)]
    others = [pair.second_id if pair.first_id == service_id else pair.first_id for pair in pairs]
    lines = lines_of(session, others)
    return [(lines[other], pair) for other, pair in zip(others, pairs, strict=True)]


def _clash(row: KeptValue) -> dict[str, Any]:
    """A kept value beside what its source says now, both as editors read them."""
    return {
        "entity": row.link_entity,
        "link_id": row.link_id,
        "field": row.field,
        "ours": shown_kept(row, row.value),
        "theirs": shown_kept(row, row.source_now),
        "by": row.by,
        "why": row.why,
        "since": in_utc(row.source_changed_at),
    }


def shown_kept(row: KeptValue, value: Any) -> Any:
    """A kept value as editors read it: rows without the columns that no form shows."""
    if row.link_entity == Entity.SERVICE and row.field != "locations":
        return plain(row.field, value) if value is not None else None
    if row.field in ("addresses", "accessibility"):
        keys = ("address_1", "address_2", "city", "postal_code", "description", "details")
        return [", ".join(str(each[key]) for key in keys if each.get(key)) for each in value or []]
    return value


def _shared(at: dict[str, list[tuple[str, str]]], service_id: str) -> dict[str, list[tuple[str, str]]]:
    """Other services at the same places: a change to the place shows there too."""
    others = {place: [each for each in found if each[0] != service_id] for place, found in at.items()}
    return {place: found[:SHARED_SHOWN] for place, found in others.items() if found}
