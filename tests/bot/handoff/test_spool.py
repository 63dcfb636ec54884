"""The spool: encrypted, whole or not at all, and nothing is thrown away."""

from dataclasses import replace
from pathlib import Path

from bot.handoff.request import HandoffRequest
from bot.handoff.spool import Spool
from tests.bot.handoff.conftest import KEY


def files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "spool").rglob("*") if path.is_file()]


def test_what_is_put_waits_also_after_a_restart(spool: Spool, rosas: HandoffRequest, tmp_path: Path) -> None:
    spool.put(rosas)
    assert Spool(tmp_path / "spool", KEY).waiting() == [rosas]


def test_nobody_can_read_it_without_the_key(spool: Spool, rosas: HandoffRequest, tmp_path: Path) -> None:
    spool.put(rosas)
    (file,) = files(tmp_path)
    assert b"knees" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_the_same_key_is_one_file_with_both_contents(spool: Spool, rosas: HandoffRequest) -> None:
    spool.put(rosas)
    spool.put(replace(rosas, contact={"phone": "07700 900123"}))
    (only,) = spool.waiting()
    assert only.contact == {"phone": "07700 900123"}


def test_what_was_added_during_delivery_is_not_removed(spool: Spool, rosas: HandoffRequest) -> None:
    on_its_way = spool.put(rosas)
    spool.put(replace(rosas, contact={"phone": "07700 900123"}))
    spool.remove(on_its_way)
    assert len(spool.waiting()) == 1


def test_what_arrived_is_removed(spool: Spool, rosas: HandoffRequest, tmp_path: Path) -> None:
    spool.remove(spool.put(rosas))
    assert spool.waiting() == [] and files(tmp_path) == []


def test_a_spoilt_file_is_set_aside_and_the_others_go_on(
    spool: Spool, rosas: HandoffRequest, tmp_path: Path
) -> None:
    spool.put(rosas)
    (file,) = files(tmp_path)
    file.write_bytes(b"spoilt")
    other = replace(rosas, idempotency_key="o" * 64)
    spool.put(other)
    assert spool.waiting() == [other]
    assert [path.read_bytes() for path in (tmp_path / "spool" / "unreadable").iterdir()] == [b"spoilt"]


def test_a_draft_left_by_a_crash_is_not_taken_for_a_handoff(spool: Spool, tmp_path: Path) -> None:
    (tmp_path / "spool" / ".draft-half").write_bytes(b"half")
    assert spool.waiting() == []
