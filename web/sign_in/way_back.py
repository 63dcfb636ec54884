"""Where somebody goes after signing in: where they wanted to go, if that is a page of the staff's."""

import re

from flask import request, url_for

_STAFF_PAGE = re.compile(r"/staff/[\w\-/]*(\?[\w\-=&%.+]*)?", re.ASCII)


def way_back() -> str:
    """Only a page of the staff's: an address that leads elsewhere, or is none, is ignored."""
    return safe(request.args.get("next"))


def safe(target: str | None) -> str:
    """`target`, or the staff's first page where it leads elsewhere."""
    if target and _STAFF_PAGE.fullmatch(target) and "//" not in target:
        return target
    return url_for("staff.home")
