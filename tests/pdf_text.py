"""Reads our PDFs back: the text of each page, and the tree of tags with the text that each tag has.

It understands what fpdf2 writes (ISO 32000-1) and no more; a reader of its own proves what no writer can.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_TOKEN = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|/\w+ <</MCID (?P<piece>\d+)>> BDC|(?P<decoration>/Artifact BMC)|(?P<end>EMC)"
    rb"|\((?P<text>(?:\\.|[^\\)])*)\) Tj",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


@dataclass
class Tag:
    """An element: H1, P, TH ... `text`: its own; `attributes` and `alt` as they are written."""

    kind: str
    text: str = ""
    alt: str | None = None
    attributes: str = ""
    kids: list["Tag"] = field(default_factory=list)

    def all(self, kind: str) -> list["Tag"]:
        """Every element of this kind below this one, in order."""
        found = [self] if self.kind == kind else []
        return found + [each for kid in self.kids for each in kid.all(kind)]


class Pdf:
    """One document, read at once."""

    def __init__(self, written: bytes) -> None:
        self.objects = {int(found[1]): found[2] for found in _OBJECT.finditer(written)}
        self.pieces: dict[tuple[int, int], str] = {}
        self.decorations: dict[int, str] = {}
        self.untagged: dict[int, str] = {}
        self.page_numbers = self._refs(self._dictionary(b"/Type /Pages"), b"Kids")
        for number in self.page_numbers:
            self._read_page(number)

    @property
    def pages(self) -> list[str]:
        """What is tagged on each page, piece by piece."""
        return [
            " ".join(text for (page, _), text in sorted(self.pieces.items()) if page == number)
            for number in self.page_numbers
        ]

    @property
    def text(self) -> str:
        """What is tagged on all pages, with single spaces."""
        return " ".join(" ".join(self.pages).split())

    @property
    def language(self) -> str:
        """The language of the document."""
        found = re.search(rb"/Lang \((.*?)\)", self._dictionary(b"/Type /Catalog"))
        return found[1].decode() if found else ""

    def tree(self) -> Tag:
        """The document's element, with all that is below it."""
        (top,) = self._refs(self._dictionary(b"/Type /StructTreeRoot"), b"K")
        return self._tag(top)

    def parents_are_right(self) -> bool:
        """Does the list by which a reader finds the tag of a piece name the tag that has it?"""
        numbers = re.search(rb"/ParentTree (\d+) 0 R", self._dictionary(b"/Type /StructTreeRoot"))
        assert numbers
        lists = re.findall(rb"(\d+) \[(.*?)\]", self.objects[int(numbers[1])].partition(b"/Nums [")[2], re.S)
        of_page = {
            int(number): [int(each) for each in re.findall(rb"(\d+) 0 R", refs)] for number, refs in lists
        }
        for page in self.page_numbers:
            place = re.search(rb"/StructParents (\d+)", self.objects[page])
            for piece, tag in enumerate(of_page[int(place[1])] if place else []):
                body = self.objects[tag]
                if f"/K [{piece}]".encode() not in body or f"/Pg {page} 0 R".encode() not in body:
                    return False
        return True

    def _tag(self, number: int) -> Tag:
        body = self.objects[number]
        kind, page = re.search(rb"/S /(\w+)", body), re.search(rb"/Pg (\d+) 0 R", body)
        kids = re.search(rb"/K \[(.*?)\]", body, re.DOTALL)
        alt, attributes = (
            re.search(rb"/Alt <([0-9A-F]*)>|/Alt \((.*?)\)", body),
            re.search(rb"/A <<(.*?)>>", body),
        )
        assert kind
        tag = Tag(kind[1].decode(), attributes=attributes[1].decode() if attributes else "")
        if alt:
            tag.alt = bytes.fromhex(alt[1].decode()).decode("utf-16") if alt[1] else alt[2].decode()
        for ref, piece in re.findall(rb"(\d+) 0 R|(\d+)", kids[1] if kids else b""):
            if ref:
                tag.kids.append(self._tag(int(ref)))
            elif page:
                tag.text += self.pieces[int(page[1]), int(piece)]
        return tag

    def _read_page(self, page: int) -> None:
        contents = re.search(rb"/Contents (\d+) 0 R", self.objects[page])
        assert contents
        fonts, into, known = self._fonts(page), None, None
        for found in _TOKEN.finditer(self._stream(int(contents[1]))):
            if found["font"]:
                known = fonts[found["font"]]
            elif found["piece"]:
                into = (page, int(found["piece"]))
                self.pieces[into] = ""
            elif found["decoration"]:
                into = None
                self.decorations.setdefault(page, "")
            elif found["end"]:
                into = None
            else:
                said = _decoded(found["text"], known)
                if into is not None:
                    self.pieces[into] += (" " if self.pieces[into] else "") + said
                else:
                    self.decorations[page] = self.decorations.get(page, "") + said

    def _fonts(self, page: int) -> dict[bytes, dict[int, str] | None]:
        resources = re.search(rb"/Resources (\d+) 0 R", self.objects[page])
        body = self.objects[int(resources[1])] if resources else b""
        return {name: self._letters(int(number)) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)}

    def _letters(self, font: int) -> dict[int, str] | None:
        found = re.search(rb"/ToUnicode (\d+) 0 R", self.objects[font])
        if not found:
            return None
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", self._stream(int(found[1])))
        return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}

    def _stream(self, number: int) -> bytes:
        head, _, rest = self.objects[number].partition(b"stream\n")
        data = rest.rpartition(b"\nendstream")[0]
        return zlib.decompress(data) if b"/FlateDecode" in head else data

    def _dictionary(self, holding: bytes) -> bytes:
        return next(body for body in self.objects.values() if re.search(re.escape(holding) + rb"\b", body))

    def _refs(self, body: bytes, name: bytes) -> list[int]:
        found = re.search(rb"/" + name + rb" \[(.*?)\]", body, re.DOTALL)
        return [int(each) for each in re.findall(rb"(\d+) 0 R", found[1] if found else b"")]


def rows(table: Tag) -> Iterator[list[str]]:
    """The cells' texts of a table, row by row."""
    for row in table.all("TR"):
        yield [cell.text for cell in row.kids]


def _decoded(written: bytes, letters: dict[int, str] | None) -> str:
    plain = _ESCAPED.sub(
        lambda found: {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(found[1], found[1]), written
    )
    if letters is None:
        return plain.decode("cp1252")
    codes = (int.from_bytes(plain[place : place + 2]) for place in range(0, len(plain), 2))
    return "".join(letters[code] for code in codes)
