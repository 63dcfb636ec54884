"""`python -m web bounced`: what a mail server pipes in, whatever it is, never comes back as an error."""

import os
import subprocess
import sys
from pathlib import Path

from directory.database import open_engine, session_factory
from directory.freshness.standing import Why
from tests.directory.freshness.conftest import Clock, Desk, old_service
from tests.web.mail.test_returned import report

ROOT = Path(__file__).parents[3]


def pipe(folder: Path, raw: bytes, directory: str) -> tuple[int, str]:
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DIRECTORY_DATABASE_URL": directory}
    command = [sys.executable, "-m", "web", "bounced"]
    done = subprocess.run(command, input=raw, cwd=ROOT, env=environ, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode()


def test_a_report_puts_the_entry_on_the_worklist_and_anything_else_does_nothing(
    tmp_path: Path, directory_url: str
) -> None:
    engine = open_engine(directory_url)
    desk = Desk(session_factory(engine), tmp_path, Clock())
    desk.take_in(old_service())
    [letter] = desk.keeper.letters(5)
    assert pipe(tmp_path, b"\xff I am on holiday", directory_url) == (0, "That is no reminder of ours.\n")
    code, said = pipe(tmp_path, report(mail=f"{letter.mail_id}.reminder"), directory_url)
    assert (code, said) == (0, "Noted: the address of that reminder does not exist.\n")
    assert [each.why for each in desk.keeper.standings()] == [Why.ADDRESS_REFUSED]
    engine.dispose()
