"""Looking for services to edit, and the list of what waits for an editor."""

from dataclasses import asdict

from flask import Blueprint, render_template, request

from directory.editing.worklist import KINDS
from directory.models.service import Source, Status
from directory.queries import editor_lists
from directory.queries.editor_lists import SHOW, Sought
from web.editor.desk import desk
from web.forms import typed
from web.upkeep.kinds import kinds as upkeep_kinds
from web.words.needs import need_labels

PAGE = 25
FIRST_FEW, ALL = 10, 200
LONGEST = 200


def services() -> str:
    """What an editor looked for, page by page; without a question every service there is."""
    sought, number = _sought(), _page_number()
    with desk().reading() as session:
        total = editor_lists.count_sought(session, sought)
        pages = max(1, -(-total // PAGE))
        number = min(number, pages)
        lines = editor_lists.sought_services(session, sought, offset=(number - 1) * PAGE, limit=PAGE)
        feeds = editor_lists.sources(session)
    asked = {name: value for name, value in asdict(sought).items() if value}
    return render_template(
        "editor/services.html",
        lines=lines, total=total, page=number, pages=pages, asked=asked, feeds=feeds,
        statuses=list(Status), sources=list(Source), shows=SHOW,
    )  # fmt: skip


def worklist() -> str:
    """Everything that waits, kind by kind; `?kind=` shows more of one."""
    chosen = request.args.get("kind", "")
    every = (*KINDS, *upkeep_kinds())
    kinds = [kind for kind in every if kind.id == chosen] or list(every)
    most = ALL if len(kinds) == 1 else FIRST_FEW
    with desk().reading() as session:
        waiting = [(kind.id, kind.count(session), kind.items(session, most)) for kind in kinds]
    return render_template("editor/worklist.html", waiting=waiting, chosen=len(kinds) == 1, most=most)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the editor's blueprint."""
    blueprint.add_url_rule("/", view_func=services, methods=["GET"])
    blueprint.add_url_rule("/worklist", view_func=worklist, methods=["GET"])


def _sought() -> Sought:
    """The question in the address; anything that is no choice of ours is left out."""
    given = {name: " ".join(typed(request.args, name).split())[:LONGEST] for name in request.args}
    status, show = given.get("status", ""), given.get("show", "")
    need = given.get("need", "")
    return Sought(
        words=given.get("words", ""),
        status=status if status in set(Status) else "",
        source=given.get("source", ""),
        need=need if need in need_labels() else "",
        show=show if show in SHOW else "",
    )


def _page_number() -> int:
    number = request.args.get("page", "1")
    return max(1, min(int(number), 100_000)) if number.isascii() and number.isdigit() else 1
