"""Which files may be a logo, and what is said of the others."""

from pathlib import Path

import pytest

from tests.web.looks.files import SVG, png
from web.exceptions import SettingsError
from web.looks.logo import MOST_BYTES, read_logo


def logo_file(folder: Path, content: bytes) -> Path:
    path = folder / "logo"
    path.write_bytes(content)
    return path


def drawn(inside: str, attributes: str = 'viewBox="0 0 10 10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def test_an_svg_and_a_png(tmp_path: Path) -> None:
    found = read_logo(logo_file(tmp_path, SVG))
    assert (found.media_type, found.width, found.height) == ("image/svg+xml", 120, 40)
    found = read_logo(logo_file(tmp_path, png(60, 20)))
    assert (found.media_type, found.width, found.height) == ("image/png", 60, 20)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must be an SVG or a PNG file"),
        (b"GIF89a", "must be an SVG or a PNG file"),
        (b"\x89PNG\r\n\x1a\n", "must be an SVG or a PNG file"),
        (png()[:60], "cannot be drawn"),
        (b"<svg", "not a whole SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1">&a;</svg>', "without a DOCTYPE"),
        (drawn("<script>alert(1)</script>"), "plain SVG"),
        (drawn('<rect onload="alert(1)" width="1" height="1"/>'), "plain SVG"),
        (drawn('<a href="https://example.org"><rect width="1" height="1"/></a>'), "plain SVG"),
        (drawn('<image href="https://example.org/x.png" width="1" height="1"/>'), "plain SVG"),
        (drawn('<rect style="fill:url(https://example.org/x)" width="1" height="1"/>'), "plain SVG"),
        (drawn("<style>@import 'https://example.org/x.css';</style>"), "plain SVG"),
        (drawn("<foreignObject><p>Hello</p></foreignObject>"), "plain SVG"),
        (drawn("<rect/>", ""), "how wide and high"),
        (drawn("<rect/>", 'width="30px" height="10"'), "by its viewBox"),
        (drawn("<rect/>", 'viewBox="0 0 0 10"'), "how wide and high"),
        (drawn("<rect/>", 'viewBox="0 0 700 10"'), "how wide and high"),
        (drawn("<rect/>", 'viewBox="0 0 1.2.3 10"'), "how wide and high"),
        (SVG + b" " * MOST_BYTES, "bytes. It may have"),
    ],
)
def test_what_may_not_be_shown_is_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=f"LOGO_FILE.*{said}"):
        read_logo(logo_file(tmp_path, content))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LOGO_FILE must be a file that can be read"):
        read_logo(tmp_path / "none.svg")
