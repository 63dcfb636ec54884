"""Which letters a paper can show: those of a font on this machine, or of the one that every reader has."""

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF  # heavy, and settings ask here whether a folder has fonts

USUAL_FOLDER = Path("/usr/share/fonts/truetype/dejavu")  # where Debian and Ubuntu put them
FILES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
FAMILY = "paper"
BUILT_IN = "Helvetica"  # every reader has it, with the letters of Western Europe
_WRITTEN_OTHERWISE = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "−": "-", "\u2011": "-", "\u2009": " ", "\u202f": " "}
)


def has_fonts(folder: Path | None) -> bool:
    """Are the two files of a font in this folder?"""
    return folder is not None and all((folder / name).is_file() for name in FILES.values())


def use(pdf: "FPDF", folder: Path | None) -> str:
    """Gives `pdf` the folder's font; the name by which it is set. Without one it is the built-in one."""
    if folder is None or not has_fonts(folder):
        return BUILT_IN
    for style, name in FILES.items():
        pdf.add_font(FAMILY, style, folder / name)
    return FAMILY


def shown(text: str, family: str) -> str:
    """`text` in letters that the font has: accents that it lacks are left out, other letters become "?"."""
    return text if family != BUILT_IN else "".join(map(_western, text))


def as_written(cut: str, family: str) -> str:
    """A line as fpdf2 gives it back, in letters again: with the built-in font it gives that font's bytes."""
    return cut if family != BUILT_IN else cut.encode("latin-1").decode("cp1252")


def _western(letter: str) -> str:
    for written in (letter, letter.translate(_WRITTEN_OTHERWISE), unicodedata.normalize("NFKD", letter)):
        known = "".join(each for each in written if not unicodedata.combining(each))
        if known and _is_western(known):
            return known
    return "" if unicodedata.combining(letter) else "?"


def _is_western(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
