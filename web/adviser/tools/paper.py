"""The list of a call on paper: a tagged PDF in large print, to hand over or to put into an envelope."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from web.adviser.tools.listed import Listed
from web.paper.about import about
from web.paper.document import Paper
from web.settings import WebSettings


def on_paper(
    services: Sequence[Listed], say: Mapping[str, Any], settings: WebSettings, made_at: datetime
) -> bytes:
    """The PDF. Nothing of the caller is on it: whoever finds it learns of services alone."""
    paper = Paper(about(say["title"], settings, made_at, large=True))
    paper.paragraph(say["intro"])
    for service in services:
        paper.heading(service.name)
        for line in service.lines:
            paper.paragraph(line)
    paper.heading(say["more"])
    facts = {"phone": settings.council_phone, "council": settings.council_name}
    paper.paragraph(say["ring" if settings.council_phone else "no_phone"].format(**facts))
    return paper.as_bytes()
