"""The tags of a PDF: what is a heading, a paragraph, a row, a cell, so that a screen reader can say it.

fpdf2 tags pictures alone. This takes the place of its list of tags and holds a tree (ISO 32000-1, 14.7 and
14.8): each piece of text on a page carries a number, and the tree says what the piece is.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject


class Tag(StructElem):
    """One element of the tree, on the page where it begins. `a`: its attributes, as PDF writes them."""

    __slots__ = ("a",)

    def __init__(self, kind: str, parent: PDFObject, page: int, alt: str | None = None) -> None:
        super().__init__(f"/{kind}", parent, [], page, alt=alt)
        self.a: str | None = None


class Tags(StructureTreeBuilder):
    """The tree of one document. `under`: the element that new ones go into."""

    def __init__(self, pdf: FPDF) -> None:
        super().__init__()
        self._pdf = pdf
        self._all: list[Tag] = []
        self._pieces: Counter[int] = Counter()
        self.under: StructElem = self.doc_struct_elem

    @contextmanager
    def group(self, kind: str) -> Iterator[None]:
        """An element that holds others: Table, TR, L, LI."""
        outer, self.under = self.under, self._new(kind)
        yield
        self.under = outer

    @contextmanager
    def text(self, kind: str, attributes: str | None = None) -> Iterator[None]:
        """What is written within belongs to a new element of this kind, on this page alone."""
        tag, piece = self._new(kind), self.next_mcid_for_page(self._pdf.page)
        tag.a = attributes
        self._begin(tag, piece)
        self._pdf._out(f"/{kind} <</MCID {piece}>> BDC")
        yield
        self._pdf._out("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn within is read to nobody: lines, a heading said again, the foot of a page."""
        self._pdf._out("/Artifact BMC")
        yield
        self._pdf._out("EMC")

    def add_marked_content(
        self,
        page_number: int,
        struct_type: str,
        mcid: int | None = None,
        title: str | None = None,
        alt_text: str | None = None,
    ) -> tuple[StructElem, int]:
        """What fpdf2 itself adds: a picture with its description."""
        tag = self._new(struct_type.removeprefix("/"), alt_text)
        if mcid is not None:
            self._begin(tag, mcid)
        return tag, self._number_of(page_number)

    def next_mcid_for_page(self, page_number: int) -> int:
        """The number of the next piece of this page."""
        return self._pieces[page_number]

    def __iter__(self) -> Iterator[PDFObject]:
        yield from (self.struct_tree_root, self.doc_struct_elem, self.struct_tree_root.parent_tree)
        yield from self._all

    def _new(self, kind: str, alt: str | None = None) -> Tag:
        tag = Tag(kind, self.under, self._pdf.page, alt)
        self.under.k.append(tag)
        self._all.append(tag)
        return tag

    def _begin(self, tag: Tag, piece: int) -> None:
        page = self._pdf.page
        tag.k.append(piece)
        tag.pg = self._pdf.pages[page]  # type: ignore[assignment]  # fpdf2 itself puts the page there
        number = self._number_of(page)
        self._pdf.pages[page].struct_parents = number
        self.struct_tree_root.parent_tree.nums[number].append(tag)
        self._pieces[page] += 1

    def _number_of(self, page: int) -> int:
        return self.spid_per_page_number.setdefault(page, len(self.spid_per_page_number))
