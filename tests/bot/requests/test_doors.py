"""Whose business it is: every door is whole, and found by what people say."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from bot.exceptions import SettingsError
from bot.requests.doors import COUNCIL, DOORS_FILE, Doors
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary

HERE = Path(__file__).parent
BOOK = yaml.safe_load(DOORS_FILE.read_text(encoding="utf-8"))
ROWS = BOOK["doors"]
DOORS = Doors.load()
ASKED = {
    file: [
        (door, words)
        for door, said in yaml.safe_load((HERE / f"{file}.yml").read_text(encoding="utf-8")).items()
        for words in said
    ]
    for file in ("asked_elsewhere", "asked_with_slips")
}
# Beside GOV.UK and the NHS: the bodies that answer for a matter in the whole country.
NATIONAL_BODIES = {
    "nationalhighways.co.uk", "ratings.food.gov.uk", "www.acas.org.uk", "www.blood.co.uk", "www.caa.co.uk",
    "www.ccw.org.uk", "www.citizensadvice.org.uk", "www.moneyhelper.org.uk", "www.national-lottery.co.uk",
    "www.nationalrail.co.uk", "www.nsandi.com", "www.ofcom.org.uk", "www.ofgem.gov.uk", "www.parliament.uk",
    "www.police.uk", "www.powercut105.com", "www.royalmail.com", "www.rspca.org.uk", "www.traveline.info",
    "www.tvlicensing.co.uk",
}  # fmt: skip
NEVER_SAID = re.compile(
    r"\b(eligib\w*|criteria|threshold\w*|qualif\w*|hand-?offs?|referrals?|pathways?|customers?|clients?|"
    r"waiting list|service users?|allocat\w*)\b",
    re.IGNORECASE,
)


def right(file: str, *, forgiving: bool = True) -> list[str]:
    """The sentences of a file that are sent to their own door and to no other."""
    return [
        words
        for door, words in ASKED[file]
        if [found.id for found in DOORS.of(words, forgiving=forgiving)] == [door]
    ]


def test_there_is_a_door_for_most_of_what_people_ask() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert sum(row["whose"] == COUNCIL for row in ROWS) >= 45
    assert sum(row["whose"] == "national" for row in ROWS) >= 45


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_door_leads_somewhere_known_in_plain_words(row: dict[str, object]) -> None:
    link = urlsplit(str(row["link"]))
    assert link.scheme == "https"
    assert link.netloc in {"www.gov.uk", "www.nhs.uk"} | NATIONAL_BODIES
    assert row["whose"] in {COUNCIL, "national"}
    said = f"For {row['title']}, this is the right place. {row['says']}"
    assert str(row["says"]).endswith(".") and "?" not in said
    assert max(len(sentence.split()) for sentence in re.split(r"[.:;]", said)) <= 25
    assert not NEVER_SAID.search(said)


def test_every_number_has_an_owner_and_says_when_it_was_checked() -> None:
    phones = [row["phone"] for row in ROWS if "phone" in row]
    assert all(phone["owner"] and "checked" in phone for phone in phones)
    known = {re.sub(r"\D", "", phone["number"]) for phone in phones}
    assert all(re.fullmatch(r"1\d\d|0[0-9]{9,10}", number) for number in known)
    in_words = re.findall(r"\b(?:0\d[\d ]{8,}|1\d\d|999)\b", " ".join(row["says"] for row in ROWS))
    assert set(in_words) <= known | {"999"}


def test_national_doors_never_show_the_councils_number() -> None:
    doors = Doors.load(phone="01632 960000")
    assert {doors.phone_of(door) for door in doors.all() if door.whose == COUNCIL} == {"01632 960000"}
    assert "01632 960000" not in {doors.phone_of(door) for door in doors.all() if door.whose != COUNCIL}


def test_people_are_sent_to_the_right_door() -> None:
    asked = ASKED["asked_elsewhere"]
    assert len(asked) >= 120
    assert len({door for door, _words in asked}) >= 90
    found = right("asked_elsewhere")
    assert len(found) / len(asked) >= 0.95, [one for one in asked if one[1] not in found]


def test_slips_of_the_keys_are_forgiven_and_without_that_most_would_be_lost() -> None:
    asked = ASKED["asked_with_slips"]
    assert len(right("asked_with_slips")) / len(asked) >= 0.9
    assert len(right("asked_with_slips", forgiving=False)) / len(asked) <= 0.3


def test_a_slip_is_not_another_word() -> None:
    assert DOORS.of("what is the admin password") == ()
    assert DOORS.of("the barking of it") == ()


def test_two_questions_have_two_doors() -> None:
    asked = "how do I pay my council tax and when is the recycling collected"
    assert [door.id for door in DOORS.of(asked)] == ["council_tax", "recycling"]


def test_a_door_is_said_beside_a_need_only_where_it_is_asked_for() -> None:
    door = DOORS.beside("I'm lonely and never see anyone. Also, when are the bins collected?")
    assert door and door.id == "rubbish_collection"
    assert DOORS.beside("mum fell by the bins and is sore") is None
    assert DOORS.beside("when are the bins collected") is None  # nothing stands beside it


def test_almost_no_situation_gets_a_door_beside_it() -> None:
    situations = [one.text for one in load_situations(Vocabulary.load())][::4]
    beside = [text for text in situations if DOORS.beside(text)]
    assert len(situations) > 1000
    assert len(beside) / len(situations) <= 0.004, beside


def test_the_councils_own_links_replace_ours(tmp_path: Path) -> None:
    own = tmp_path / "doors.yml"
    own.write_text(
        """
doors:
- {id: rubbish_collection, link: "https://www.example.org/bins"}
- id: donkey_rides
  title: donkey rides
  says: They run on Sundays.
  link: https://www.example.org/donkeys
  words: [(donkey|donkeys)]
"""
    )
    doors = Doors.load(own, "https://www.example.org/")
    assert doors.of("when are my bins collected")[0].link == "https://www.example.org/bins"
    assert doors.of("can my nephew ride a donkey")[0].whose == COUNCIL
    assert doors.of("where are the nearest public loos")[0].link == "https://www.example.org/"
    assert doors.of("how do I renew my passport") == DOORS.of("how do I renew my passport")


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("doors: [{id: donkeys, title: donkeys}]", "donkeys says no says"),
        ("doors: [{title: donkeys}]", "says no"),
        ('doors: [{id: libraries, link: "http://example.org"}]', "https://"),
        ("doors: [{id: libraries, words: ['(book']}]", "bracket"),
        ("doors: [", "cannot be read"),
        ("- libraries", "table"),
    ],
)
def test_what_is_wrong_with_the_councils_own_file_is_said(
    tmp_path: Path, written: str, complaint: str
) -> None:
    own = tmp_path / "doors.yml"
    own.write_text(written)
    with pytest.raises(SettingsError, match=complaint):
        Doors.load(own)
