"""The nightly file: each contact in exactly one, whole or not there, whatever is missed or killed."""

import csv
import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from sqlalchemy import select

from bot.whole_files import write_whole
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.models.delivery import Delivery, DeliveryState, Target
from web.models.handoff import Handoff, State
from web.outbox import nightly_file
from web.outbox.contact_json import schema
from web.outbox.nightly_file import NightlyFiles
from web.settings import WebSettings
from web.store.erasing import erase

HandOn = Callable[..., str]


@pytest.fixture
def files(store: ContactsStore, settings: WebSettings, clock: Clock) -> NightlyFiles:
    return NightlyFiles(store, settings.outbox.file, settings.time_zone, clock)


@pytest.fixture
def folder(settings: WebSettings) -> Path:
    assert settings.outbox.file.folder is not None
    return settings.outbox.file.folder


def to_night(clock: Clock) -> None:
    """Half past two in the next night."""
    clock.moment = (clock.moment + timedelta(days=1)).replace(hour=2, minute=30)


def lines_of(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for file in sorted(folder.glob("contacts-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def test_it_works(hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock) -> None:
    reference = hand_on()
    day = clock.moment.date()
    to_night(clock)
    assert files.write_due() == 1
    file = folder / f"contacts-{day}.jsonl"
    [line] = [json.loads(each) for each in file.read_text(encoding="utf-8").splitlines()]
    jsonschema.validate(line, schema(), format_checker=jsonschema.FormatChecker())
    assert (line["reference"], line["event"]) == (reference, "contact.handed_on")
    assert files.write_due() == 0, "once is enough"


def test_its_checksum_is_checked_by_the_tool_that_everybody_has(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock
) -> None:
    hand_on()
    to_night(clock)
    files.write_due()
    [checksum] = folder.glob("*.sha256")
    assert subprocess.run(["sha256sum", "--check", checksum.name], cwd=folder, check=False).returncode == 0


def test_nobody_else_can_read_it_and_no_draft_stays(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock
) -> None:
    hand_on()
    to_night(clock)
    files.write_due()
    assert {oct(each.stat().st_mode)[-3:] for each in folder.iterdir()} == {"600"}
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert sorted(each.suffix for each in folder.iterdir()) == [".jsonl", ".sha256"]


def test_what_comes_after_midnight_is_in_the_next(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock, store: ContactsStore
) -> None:
    first = hand_on("first")
    to_night(clock)
    files.write_due()
    second = hand_on("second")
    with store.writing() as session:  # it came in this night
        for each in session.scalars(select(Delivery).where(Delivery.state == DeliveryState.WAITING)):
            each.created_at = clock.moment
    assert files.write_due() == 0
    to_night(clock)
    assert files.write_due() == 1
    assert [each["reference"] for each in lines_of(folder)] == [first, second]


def test_nights_that_were_missed_lose_nothing(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock
) -> None:
    sent = {hand_on(f"person-{number}") for number in range(4)}
    for _ in range(5):
        to_night(clock)
    assert files.write_due() == 1
    told = [each["reference"] for each in lines_of(folder)]
    assert (set(told), len(told)) == (sent, 4)


def test_details_that_come_before_the_night_are_in_the_one_line(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock
) -> None:
    hand_on()
    hand_on(contact={"name": "Amir", "phone": "07700 900123", "safe_to_contact": True})
    to_night(clock)
    files.write_due()
    [line] = lines_of(folder)
    assert (line["version"], line["person"]["name"]) == (1, "Amir")  # type: ignore[index]


def test_what_changes_later_is_a_newer_version_in_a_later_file(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock
) -> None:
    hand_on()
    to_night(clock)
    files.write_due()
    hand_on(what_matters="her garden")
    to_night(clock)
    files.write_due()
    told = [(each["event"], each["version"]) for each in lines_of(folder)]
    assert told == [("contact.handed_on", 1), ("contact.changed", 2)]


@pytest.mark.parametrize("stage", ["file", "checksum", "note"])
def test_killed_at_any_step_it_is_done_again_and_gives_the_same_file(
    stage: str, hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch, store: ContactsStore,
) -> None:  # fmt: skip
    """Stopped before the file, before its checksum, or before it was noted: as a kill -9 would leave it."""
    hand_on()
    to_night(clock)

    class Killed(BaseException):
        pass

    def dies(file: Path, content: bytes) -> None:
        if stage == "file" or (stage == "checksum" and file.suffix == ".sha256"):
            raise Killed
        write_whole(file, content)

    def never_noted(*_: object) -> bool:
        raise Killed

    monkeypatch.setattr(nightly_file, "write_whole", dies)
    if stage == "note":
        monkeypatch.setattr(nightly_file.file_drops, "note_written", never_noted)
    with pytest.raises(Killed):
        files.write_due()
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    monkeypatch.undo()
    assert files.write_due() == 0, "the dead worker's lease still holds it"
    clock.pass_by(minutes=11)
    assert files.write_due() == 1
    after = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert before.items() <= after.items()
    assert len(lines_of(folder)) == 1
    with store.reading() as session:
        [line] = session.scalars(select(Delivery).where(Delivery.target == Target.FILE))
        assert (line.state, line.payload) == (DeliveryState.DELIVERED, None)


def test_what_was_erased_while_it_waited_is_in_no_file(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock, store: ContactsStore
) -> None:
    hand_on("rosa")
    kept = hand_on("amir")
    with store.writing() as session:
        found = session.get_one(Handoff, 1)
        found.state, found.outcome_at = State.CLOSED, found.received_at
        erase(session, found.contact_id)
    to_night(clock)
    files.write_due()
    assert [each["reference"] for each in lines_of(folder)] == [kept]


def test_a_folder_that_cannot_be_written_to_costs_nothing(
    hand_on: HandOn, store: ContactsStore, settings: WebSettings, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("not a folder")
    blocked = replace(settings.outbox.file, folder=tmp_path / "a-file" / "drop")
    hand_on()
    to_night(clock)
    with pytest.raises(OSError):
        NightlyFiles(store, blocked, settings.time_zone, clock).write_due()
    clock.pass_by(minutes=11)
    better = replace(blocked, folder=tmp_path / "drop")
    assert NightlyFiles(store, better, settings.time_zone, clock).write_due() == 1
    assert len(lines_of(tmp_path / "drop")) == 1


def test_as_csv_no_cell_is_a_formula_and_numbers_stay(
    hand_on: HandOn, store: ContactsStore, settings: WebSettings, clock: Clock, folder: Path
) -> None:
    person = {"name": "=HYPERLINK(1)", "phone": "+44 7700 900123", "safe_to_contact": True}
    hand_on(contact=person, what_matters='Größe, "quoted"\nand a second line')
    to_night(clock)
    form = replace(settings.outbox.file, form="csv")
    NightlyFiles(store, form, settings.time_zone, clock).write_due()
    [file] = folder.glob("*.csv")
    text = file.read_bytes().decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(text))
    assert row["person.name"] == "'=HYPERLINK(1)"
    assert row["person.phone"] == "+44 7700 900123"
    assert row["what_matters"] == 'Größe, "quoted"\nand a second line'
    assert row["why.needs"].split("\n") == ["falls", "carer_break"]
    assert row["offered"] == "Steady Steps"
    assert row["person.safe_to_contact"] == "true"


def test_the_day_is_the_councils_own(files: NightlyFiles, folder: Path, clock: Clock) -> None:
    clock.moment = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in summer: too early
    assert files.write_due() == 0
    clock.moment = datetime(2026, 7, 2, 0, 30, tzinfo=UTC)
    assert files.write_due() == 1
    assert [each.name for each in folder.glob("*.jsonl")] == ["contacts-2026-07-01.jsonl"]


def test_safeguarding_goes_nowhere_unless_that_was_opened(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock, store: ContactsStore
) -> None:
    hand_on(kind="safeguarding", request="report_safeguarding")
    to_night(clock)
    files.write_due()
    assert lines_of(folder) == []
    with store.reading() as session:
        assert session.scalars(select(Delivery)).all() == []


def test_the_digest_that_is_kept_is_the_files(
    hand_on: HandOn, files: NightlyFiles, folder: Path, clock: Clock, store: ContactsStore
) -> None:
    hand_on()
    to_night(clock)
    files.write_due()
    with store.reading() as session:
        drop = nightly_file.file_drops.last_written(session)
        assert drop is not None
    assert drop.sha256 == hashlib.sha256((folder / drop.name).read_bytes()).hexdigest()
