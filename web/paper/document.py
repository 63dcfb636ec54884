"""A paper: headings, paragraphs, lists, tables and pictures on A4, as a tagged PDF. It knows no page.

Made for printing and for screen readers: language, title, outline, headings, table headings and descriptions
of pictures are in it, and what only decorates is marked so. Large print is 18 point.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from web.paper import letters, tables
from web.paper.sheet import INK, MARGIN, QUIET, About, Sheets
from web.paper.tables import Column


class Paper:
    """Write from top to bottom, then take `as_bytes`. The title is its first heading."""

    def __init__(self, about: About) -> None:
        self._sheets = Sheets(about)
        self.heading(about.title, 1)

    @property
    def width(self) -> float:
        """How wide text and pictures can be, in mm."""
        return self._sheets.width

    def heading(self, text: str, level: int = 2, *, keep: float = 0) -> None:
        """A heading of level 1 to 3, never the last thing on a page. `keep`: mm that what follows needs."""
        sheets, size = self._sheets, self._sheets.look.headings[level - 1]
        lines, gap = sheets.lines(text, size, sheets.width, bold=True), (level > 1) * size * 0.2
        if sheets.room < gap + sheets.line(size) * len(lines) + max(keep, 3 * sheets.line(sheets.look.text)):
            sheets.next_page()
        sheets.pdf.y += gap
        sheets.pdf.start_section(letters.shown(text, sheets.family), level - 1, strict=False)
        sheets.write(f"H{level}", lines, size, bold=True)
        sheets.pdf.y += size * 0.1

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        """A paragraph; nothing where there is no text."""
        self._text(text, self._sheets.look.text, bold=bold)

    def note(self, text: str) -> None:
        """A paragraph in small and quiet letters."""
        self._text(text, self._sheets.look.small, grey=QUIET)

    def bullets(self, items: Iterable[str]) -> None:
        """A list."""
        sheets, size = self._sheets, self._sheets.look.text
        indent = size * 0.45
        with sheets.tags.group("L"):
            for item in items:
                lines = sheets.lines(item, size, sheets.width - indent)
                if sheets.room < sheets.line(size):
                    sheets.next_page()
                with sheets.tags.group("LI"):
                    y = sheets.pdf.y
                    with sheets.tags.text("Lbl"):
                        sheets.line_of("•", size, MARGIN, y)
                    sheets.pdf.set_xy(MARGIN, y)
                    sheets.write("LBody", lines, size, left=indent)
        sheets.pdf.y += size * 0.15

    def table(self, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """A table whose first column names each row; its headings come again on every page."""
        tables.add(self._sheets, caption, columns, rows)

    def figure(self, picture: bytes, description: str, *, width: float, height: float) -> None:
        """A picture (SVG stays lines, PNG) with what it shows in words; sizes in mm."""
        sheets = self._sheets
        if sheets.room < height:
            sheets.next_page()
        sheets.pdf.image(
            BytesIO(picture), x=MARGIN, y=sheets.pdf.y, w=width, h=height, alt_text=description,
            keep_aspect_ratio=True,
        )  # fmt: skip
        sheets.pdf.set_xy(MARGIN, sheets.pdf.y + height + 2)

    def next_page(self) -> None:
        """Goes on at the top of a new page."""
        self._sheets.next_page()

    def as_bytes(self) -> bytes:
        """The whole document; nothing can be added after that."""
        return self._sheets.finished()

    def _text(self, text: str, size: float, *, bold: bool = False, grey: int = INK) -> None:
        sheets = self._sheets
        if text.strip():
            lines = sheets.lines(text, size, sheets.width, bold=bold)
            sheets.write("P", lines, size, bold=bold, grey=grey)
            sheets.pdf.y += size * 0.15
