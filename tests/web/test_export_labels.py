"""Labelled messages leave once as lines of JSON that the bot can read, and again when all are asked for."""

import io
import json
from pathlib import Path

import pytest

from bot.learning.labels import Labelled, Labels
from web.app import open_store
from web.cli import main
from web.clock import now
from web.database import migrate
from web.models.review import Found, Label, ReviewEntry, ReviewState
from web.models.staff import Role
from web.settings import WebSettings
from web.store import staff

KEPT = "the whatsit has gone again \u2013 caf\u00e9"


@pytest.fixture(autouse=True)
def _labelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("CONTACTS_DATABASE_URL", raising=False)
    store = open_store(WebSettings.from_env())
    migrate(store.engine)
    with store.writing() as session:
        leo = staff.create(session, "leo", Role.CONVERSATION_LEAD, "x").id
        states = [(ReviewState.LABELLED, KEPT), (ReviewState.WAITING, None), (ReviewState.UNUSABLE, None)]
        for state, kept in states:
            label, of = (Label.NEEDS, ["loneliness", "falls_prevention"]) if kept else (None, [])
            session.add(
                ReviewEntry(
                    kind=Found.NOT_UNDERSTOOD, words="w", heard={}, noticed_on=now().date(), times=1,
                    state=state, label=label, label_of=of, kept=kept,
                    labelled_at=now(), labelled_by=leo,
                )
            )  # fmt: skip
    store.close()


def exported(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    assert main(["export-labels", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_label_leaves_once_and_again_with_all(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"entry": 1, "text": KEPT, "label": "needs", "of": ["loneliness", "falls_prevention"]}
    assert exported(capsys) == [row]
    assert exported(capsys) == []
    assert exported(capsys, "--all") == [row]


def test_the_bot_takes_what_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = exported(capsys)
    Labels.load().check(Labelled(str(row["text"]), str(row["label"]), ("loneliness", "falls_prevention")))


def test_what_could_not_be_written_out_is_exported_the_next_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError(32, "Broken pipe")

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Broken())
        assert main(["export-labels"]) == 1
    capsys.readouterr()
    assert len(exported(capsys)) == 1
