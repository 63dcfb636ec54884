"""The summary on paper: a PDF in large print, with the code that brings the conversation back."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno

from web.paper.about import about
from web.paper.document import Paper
from web.resident.coming_back import Given
from web.resident.summary import Summary
from web.settings import WebSettings

QR_MM = 60.0


@dataclass(frozen=True)
class WayBack:
    """The code, the `address` where it is typed in, and `until` when it works, in words."""

    given: Given
    address: str
    until: str


def on_paper(
    summary: Summary,
    steps: Sequence[str],
    way_back: WayBack | None,
    say: Mapping[str, Any],
    settings: WebSettings,
    made_at: datetime,
) -> bytes:
    """The PDF; without a way back for whoever never had a conversation of their own here."""
    paper = Paper(about(say["title"], settings, made_at, large=True))
    paper.heading(say["yours"])
    for words in summary.said:
        paper.paragraph(words)
    if summary.told:
        paper.heading(say["from_person"])
        for name, words in summary.told:
            paper.paragraph(f"{name}: {words}")
    if summary.services:
        paper.heading(say["found"])
        for service in summary.services:
            _service(paper, service)
        paper.paragraph(say["not_checked"])
    paper.heading(say["next"]["title"])
    paper.bullets(steps)
    if way_back:
        _way_back(paper, way_back, say["back"])
    return paper.as_bytes()


def _way_back(paper: Paper, way_back: WayBack, back: Mapping[str, Any]) -> None:
    code, address = way_back.given.code, way_back.address
    paper.heading(back["title"], keep=QR_MM)
    paper.paragraph(f"{back['yours']} {code}", bold=True)
    paper.paragraph(back["address"].format(address=address))
    paper.figure(qr_png(f"{address}#{code}"), back["picture"], width=QR_MM, height=QR_MM)
    paper.paragraph(way_back.until)


def qr_svg(address: str) -> str:
    """A QR code as a piece of a page, without styles: it is never an address of its own."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True))


def qr_png(address: str) -> bytes:
    """A QR code as a picture for paper."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", border=4, scale=8)
    return out.getvalue()


def _service(paper: Paper, service: Mapping[str, Any]) -> None:
    paper.heading(str(service["name"]), 3)
    for name in ("why", "cost", "phone", "url"):
        paper.paragraph(str(service.get(name) or ""))
