"""Papers as a reader program finds them: text, tags, headings of tables, feet of pages."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.pdf_text import Pdf, rows
from web.exceptions import SettingsError
from web.paper import letters
from web.paper.about import about
from web.paper.document import Paper
from web.paper.sheet import About
from web.paper.tables import Column
from web.settings import WebSettings

MADE_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0L40 20" stroke="#000"/></svg>'
)


def a_paper(**about: object) -> Paper:
    return Paper(About("The pack", "Page {page} of {pages}", MADE_AT, **about))  # type: ignore[arg-type]


def read(paper: Paper) -> Pdf:
    return Pdf(paper.as_bytes())


def test_it_works() -> None:
    paper = a_paper()
    paper.paragraph("Rosa’s lunch costs £4 – or nothing.")
    paper.heading("What came of it")
    paper.bullets(["One thing", "Another"])
    found = read(paper)
    tree = found.tree()
    assert found.language == "en-GB" and len(found.pages) == 1
    assert [(each.kind, each.text) for each in tree.kids[:3]] == [
        ("H1", "The pack"),
        ("P", "Rosa’s lunch costs £4 – or nothing."),
        ("H2", "What came of it"),
    ]
    assert [each.text for each in tree.all("LBody")] == ["One thing", "Another"]
    assert "Page 1 of 1" in found.decorations[found.page_numbers[0]]
    assert found.parents_are_right()


def test_a_long_table_says_its_headings_on_every_page_and_only_once_aloud() -> None:
    paper = a_paper()
    columns = [Column("Need", share=3), Column("Number", number=True)]
    paper.table("By need", columns, [[f"Need {number}", f"{number:,}"] for number in range(1, 150)])
    found = read(paper)
    (table,) = found.tree().all("Table")
    told = list(rows(table))
    assert told[0] == ["Need", "Number"]
    assert told[1:] == [[f"Need {number}", f"{number:,}"] for number in range(1, 150)]
    assert len(found.pages) > 2
    for number in found.page_numbers[1:]:
        assert "NeedNumber" in found.decorations[number].replace(" ", "")
    assert [each.attributes for each in table.all("TH")[:3]] == [
        "/O /Table /Scope /Column", "/O /Table /Scope /Column", "/O /Table /Scope /Row",
    ]  # fmt: skip
    assert found.parents_are_right()


@pytest.mark.parametrize("words", [1, 700, 3000])
def test_long_text_goes_on_over_pages_and_loses_nothing(words: int) -> None:
    said = " ".join(f"word{number}" for number in range(words))
    paper = a_paper()
    paper.paragraph(said)
    paper.table("Cells", [Column("A"), Column("B", share=3)], [["x", said], ["y", "last"]])
    found = read(paper)
    text = found.text
    assert re.findall(r"word\d+", text) == said.split() * 2
    assert text.endswith("last") and found.parents_are_right()


def test_what_somebody_wrote_is_never_taken_for_the_number_of_pages() -> None:
    paper = a_paper()
    paper.paragraph("She wrote {nb} and {pages}.")
    found = read(paper)
    assert "She wrote {nb} and {pages}." in found.text
    foot = found.decorations[found.page_numbers[0]].replace(" ", "")
    assert foot.endswith("1of1")


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    paper = a_paper()
    for number in range(60):
        paper.heading(f"Heading {number}")
        paper.paragraph("A line.")
    for page in read(paper).pages:
        assert page.endswith("A line.")


def test_large_print_is_larger() -> None:
    def written(large: bool) -> bytes:
        return a_paper(large=large).as_bytes()

    assert b"18.00 Tf" not in _streams(written(False)) and b"26.00 Tf" in _streams(written(True))
    paper = a_paper(large=True)
    paper.paragraph("To be read without glasses.")
    assert b"18.00 Tf" in _streams(paper.as_bytes())


def test_a_picture_has_its_description_and_an_invented_pack_says_so_on_every_page() -> None:
    paper = a_paper(mark="Everybody here is invented")
    paper.figure(PICTURE, "A line going down", width=80, height=40)
    paper.next_page()
    paper.paragraph("More.")
    found = read(paper)
    assert [each.alt for each in found.tree().all("Figure")] == ["A line going down"]
    assert all("Everybody here is invented" in found.decorations[number] for number in found.page_numbers)
    assert found.parents_are_right()


@pytest.mark.skipif(not letters.has_fonts(DEJAVU), reason="the machine has no DejaVu fonts")
def test_with_a_font_every_letter_is_shown_as_it_is_and_the_tags_are_the_same() -> None:
    paper = a_paper(fonts=DEJAVU)
    paper.paragraph("Łucja and Ђорђе, 5 − 3")
    paper.table("T", [Column("Name"), Column("Number", number=True)], [["Łucja", "7"]])
    found = read(paper)
    assert "Łucja and Ђорђе, 5 − 3" in found.text
    assert [row for table in found.tree().all("Table") for row in rows(table)] == [
        ["Name", "Number"],
        ["Łucja", "7"],
    ]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Łucja", "Lucja"),
        ("naïve £ – ’", "naïve £ – ’"),
        ("ő", "o"),
        ("5 − 3", "5 - 3"),
        ("Ђ中", "??"),
        ("é", "é"),
    ],
)
def test_without_a_font_nothing_stops_the_paper(written: str, seen: str) -> None:
    assert letters.shown(written, letters.BUILT_IN) == seen
    paper = a_paper()
    paper.paragraph(written)
    assert read(paper).tree().all("P")[0].text == seen


def test_the_same_is_written_the_same() -> None:
    first, second = a_paper(), a_paper()
    assert first.as_bytes() == second.as_bytes()


def _streams(written: bytes) -> bytes:
    pdf = Pdf(written)
    numbers = (re.search(rb"/Contents (\d+) 0 R", pdf.objects[page]) for page in pdf.page_numbers)
    return b"".join(pdf._stream(int(each[1])) for each in numbers if each)


def test_a_folder_without_the_fonts_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PAPER_FONTS must be a folder with DejaVuSans.ttf"):
        WebSettings.from_env({"PAPER_FONTS": str(tmp_path)})
    for name in letters.FILES.values():
        (tmp_path / name).touch()
    assert WebSettings.from_env({"PAPER_FONTS": str(tmp_path)}).paper_fonts == tmp_path


def test_our_papers_name_the_council_and_say_when_all_is_invented(settings: WebSettings) -> None:
    made = about("The pack", settings, MADE_AT, invented=True)
    found = Pdf(Paper(made).as_bytes())
    assert found.tree().all("H1")[0].text == "Eastmere: The pack"
    assert "invented" in found.decorations[found.page_numbers[0]]
