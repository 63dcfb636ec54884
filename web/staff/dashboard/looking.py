"""What the address of a numbers page asks for, read in one transaction; the page and its files share it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort, request

from web.clock import local_day, now
from web.parts import parts
from web.staff.dashboard.asking import COMPARE, chosen_of, compared_with
from web.staff.dashboard.dashboard import PARTS
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.reading import Reader
from web.staff.dashboard.table import Part, Table


@contextmanager
def looking() -> Iterator[Look]:
    """?from= and ?to= are days, ?compare= what with, and the filters."""
    settings, moment = parts().settings, now()
    chosen = chosen_of(request.args, local_day(moment, settings.time_zone))
    asked = request.args.get("compare", COMPARE[0])
    compare = asked if asked in COMPARE else COMPARE[0]
    with parts().store.reading() as store:
        reader = Reader.of(store, moment, settings)
        yield Look(reader, chosen, compared_with(chosen, compare), compare, settings.targets_file)


def made_part(look: Look, name: str) -> Part:
    """The part of this name; 404 where there is none."""
    if name not in PARTS:
        abort(404)
    return PARTS[name](look)


def made_table(look: Look, name: str, table: str) -> Table:
    """A table of a part; 404 where there is none."""
    return made_part(look, name).table(table) or abort(404)
