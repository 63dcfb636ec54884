"""The sheets a paper is written on: fonts, lines that fit, what stands at the head and foot of each page."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.prefs import ViewerPreferences

from web.paper import letters
from web.paper.tags import Tags

MARGIN = 18.0  # mm
INK, QUIET = 11, 80  # greys; both have more than 7 to 1 on white
_MM = 0.3528  # of a point
Side = Literal["L", "R"]
_LOGO_HIGH = 11.0  # mm
_PAGES = "{nb}"  # what fpdf2 puts the number of pages in place of


@dataclass(frozen=True)
class Look:
    """Sizes in points."""

    text: float = 11
    small: float = 9
    headings: tuple[float, float, float] = (20, 15, 12)

    @classmethod
    def of(cls, *, large: bool) -> "Look":
        """The usual sizes, or large print."""
        return cls(text=18, small=16, headings=(26, 22, 19)) if large else cls()


@dataclass(frozen=True)
class About:
    """What a document says of itself. `page`: "Page {page} of {pages}" in its language.

    `mark`: a line at the head of every page, such as that all of it is invented. `fonts`: a folder with the
    files of web/paper/letters.py; without it, letters outside Western Europe cannot be shown.
    `logo`: a picture for the first page, whose title names the council. `brand`: the colour of the line above
    pages.
    """

    title: str
    page: str
    made_at: datetime
    language: str = "en-GB"
    mark: str = ""
    large: bool = False
    fonts: Path | None = None
    logo: bytes | None = None
    brand: tuple[int, int, int] | None = None


class Sheets:
    """Pages that are written from top to bottom, each piece with its tag."""

    def __init__(self, about: About) -> None:
        self.about, self.look, self.pdf = about, Look.of(large=about.large), FPDF(format="A4")
        self.tags = self.pdf.struct_builder = Tags(self.pdf)
        self.pdf.core_fonts_encoding = "cp1252"
        self.family = letters.use(self.pdf, about.fonts)
        self.pdf.set_title(about.title)
        self.pdf.set_lang(about.language)
        self.pdf.set_creation_date(about.made_at)
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self.pdf.set_auto_page_break(False)
        self.pdf.alias_nb_pages("")  # or somebody's own "{nb}" would become a number
        self.next_page()

    @property
    def width(self) -> float:
        """How wide the text is, in mm."""
        return float(self.pdf.epw)

    @property
    def room(self) -> float:
        """How much is free down to the foot of this page, in mm."""
        return self._foot - 2 - float(self.pdf.y)

    @property
    def whole(self) -> float:
        """How much is free on a page of which nothing is written yet, in mm."""
        return self._foot - 2 - self._top

    def line(self, size: float) -> float:
        """The height of a line of this size, in mm."""
        return size * _MM * 1.35

    def next_page(self) -> None:
        """Goes on at the top of a new page, whose head and foot are written at once."""
        pdf, size = self.pdf, self.look.small
        pdf.add_page()
        foot = self.about.page.replace("{page}", str(pdf.page)).replace("{pages}", _PAGES)
        with self.tags.decoration():
            self._council()
            if self.about.mark:
                self.line_of(self.about.mark, size, MARGIN, MARGIN - 8, bold=True)
            pdf.alias_nb_pages(_PAGES)
            self.line_of(f"{self.about.title}  |  {foot}", size, MARGIN, self._foot, grey=QUIET)
            pdf.alias_nb_pages("")
        pdf.set_xy(MARGIN, self._top)

    def finished(self) -> bytes:
        """The file, in which every foot says how many pages there are."""
        self.pdf.alias_nb_pages(_PAGES)
        return bytes(self.pdf.output())

    def lines(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """`text` cut into lines that fit `width`, at least one."""
        self._font(size, bold=bold)
        known = letters.shown(text, self.family)
        cut = self.pdf.multi_cell(
            width + 2 * self.pdf.c_margin, text=known, align="L", dry_run=True, output="LINES"
        )
        return (
            [letters.as_written(str(each), self.family) for each in cut]
            if isinstance(cut, list) and cut
            else [""]
        )

    def line_of(
        self,
        text: str,
        size: float,
        x: float,
        y: float,
        *,
        width: float = 0,
        bold: bool = False,
        grey: int = INK,
        side: Side = "L",
    ) -> None:
        """Writes one line at a place of this page; `side` R: up to the right end of `width`."""
        pdf = self.pdf
        self._font(size, bold=bold)
        pdf.set_text_color(grey)
        pdf.set_xy(x - pdf.c_margin, y)
        pdf.cell(
            width + 2 * pdf.c_margin if width else 0,
            self.line(size),
            letters.shown(text, self.family),
            align=side,
        )

    def write(
        self,
        kind: str,
        lines: list[str],
        size: float,
        *,
        left: float = 0,
        bold: bool = False,
        grey: int = INK,
    ) -> None:
        """Writes lines below one another, as one element of this kind on each page they come to stand on."""
        left_over = list(lines)
        while left_over:
            if self.room < self.line(size):
                self.next_page()
            here = left_over[: max(1, int(self.room / self.line(size)))]
            del left_over[: len(here)]
            with self.tags.text(kind):
                for each in here:
                    y = self.pdf.y
                    self.line_of(each, size, MARGIN + left, y, bold=bold, grey=grey)
                    self.pdf.set_xy(MARGIN, y + self.line(size))

    def rule(self, y: float) -> None:
        """A thin line over the width of the text."""
        with self.tags.decoration():
            self.pdf.set_draw_color(150)
            self.pdf.line(MARGIN, y, MARGIN + self.width, y)

    def _council(self) -> None:
        """What shows whose paper it is; the title says it too, so screen readers pass over this."""
        pdf, about = self.pdf, self.about
        if about.brand:
            pdf.set_fill_color(*about.brand)
            pdf.rect(0, 0, pdf.w, 2.5, style="F")
        if about.logo and pdf.page == 1:
            pdf.image(BytesIO(about.logo), x=Align.R, y=4.5, h=_LOGO_HIGH)

    @property
    def _top(self) -> float:
        return MARGIN

    @property
    def _foot(self) -> float:
        return float(self.pdf.h) - MARGIN + 4

    def _font(self, size: float, *, bold: bool = False) -> None:
        self.pdf.set_font(self.family, "B" if bold else "", size)
