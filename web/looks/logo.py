"""The council's logo: one small PNG or SVG file, looked at before anything is served with it.

It is shown as a picture only, where no browser runs an SVG's scripts; a file with one is still refused.
"""

import re
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from fpdf import FPDF
from fpdf.errors import FPDFException

from web.exceptions import SettingsError

MOST_BYTES = 20_000  # the first view of the chat must stay small
WIDEST = 6.0  # times as wide as high, or as high as wide
_PNG = b"\x89PNG\r\n\x1a\n"
_NOT_IN_A_PICTURE = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "a", "handler"}
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_OWN_REFERENCE = re.compile(r"#|data:image/(?:png|jpeg);")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Logo:
    """The file's bytes, what it is, and its shape in pixels (an SVG's own units)."""

    content: bytes
    media_type: str
    width: float
    height: float


def read_logo(path: Path, name: str = "LOGO_FILE") -> Logo:
    """The logo in a file; SettingsError, with what is wrong, where it is not one that may be shown."""
    try:
        content = path.read_bytes()
    except OSError:
        raise SettingsError(f"{name} must be a file that can be read.") from None
    if len(content) > MOST_BYTES:
        raise SettingsError(
            f"{name} has {len(content)} bytes. It may have {MOST_BYTES}, so that pages open fast."
        )
    media_type, (width, height) = _looked_at(content, name)
    if not width or not height or max(width / height, height / width) > WIDEST:
        raise SettingsError(
            f"{name} must say how wide and high it is (an SVG by its viewBox), "
            f"one at most {WIDEST:.0f} times the other."
        )
    _must_be_drawn(content, name)
    return Logo(content, media_type, width, height)


def _looked_at(content: bytes, name: str) -> tuple[str, tuple[float, float]]:
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        return "image/png", struct.unpack(">II", content[16:24])
    if b"<svg" in content:
        return "image/svg+xml", _of_svg(content, name)
    raise SettingsError(f"{name} must be an SVG or a PNG file.")


def _of_svg(content: bytes, name: str) -> tuple[float, float]:
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        raise SettingsError(f"{name} must be an SVG without a DOCTYPE. Save it as plain SVG.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 -- no entities without a DOCTYPE; it is our own file
    except ElementTree.ParseError:
        raise SettingsError(f"{name} is not a whole SVG file.") from None
    if _tag(root) != "svg" or any(_does_something(each) for each in root.iter()):
        raise SettingsError(f"{name} must be a plain SVG: no script, no links, nothing from elsewhere.")
    return _size(root)


def _does_something(element: ElementTree.Element) -> bool:
    if _tag(element) in _NOT_IN_A_PICTURE or _ELSEWHERE.search(element.text or ""):
        return True
    return any(_reaches_out(key.rpartition("}")[2].lower(), value) for key, value in element.attrib.items())


def _reaches_out(attribute: str, value: str) -> bool:
    if attribute == "href":
        return not _OWN_REFERENCE.match(value.strip())
    return attribute.startswith("on") or bool(_ELSEWHERE.search(value))


def _size(root: ElementTree.Element) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = box[2:] if len(box) == 4 and all(map(_NUMBER.fullmatch, box[2:])) else ["0", "0"]
    return float(sides[0]), float(sides[1])


def _must_be_drawn(content: bytes, name: str) -> None:
    # Papers draw it too, and know less of SVG than browsers: better said now than at the first paper.
    try:
        pdf = FPDF()
        pdf.add_page()
        pdf.image(BytesIO(content), w=20)
        pdf.output()
    except (FPDFException, ValueError, KeyError, OSError, ArithmeticError, NotImplementedError):
        raise SettingsError(
            f"{name} cannot be drawn in papers (PDF). Save it as plain SVG, or as PNG."
        ) from None


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
