"""A worker that is killed while it sends: whoever got a mail never gets it again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.directory.freshness.conftest import Desk
from tests.web.mail.post_office import PostOffice
from tests.web.reminders.test_job import many

ROOT = Path(__file__).parents[3]
SENDS = """
import sys
from directory.settings import DirectorySettings
from web.keeping_true import open_keeper
from web.reminders.job import send_reminders
from web.settings import WebSettings
settings = WebSettings.from_env()
print("ready", flush=True)
send_reminders(open_keeper(settings, DirectorySettings.from_env()), settings, 100)
"""


def start(tmp_path: Path, office: PostOffice, directory: str) -> subprocess.Popen[bytes]:
    environ = {
        "PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": str(office.port), "MAIL_SECURITY": "none", "MAIL_FROM": "directory@example.org",
        "PUBLIC_URL": "https://signpost.example.org", "DIRECTORY_DATABASE_URL": directory,
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", SENDS], cwd=ROOT, env=environ, stdout=subprocess.PIPE)


def test_killed_in_the_middle_nobody_gets_two(
    desk: Desk, directory_url: str, office: PostOffice, tmp_path: Path
) -> None:
    desk.take_in(*many(40))
    for enough in (5, 15, None):
        worker = start(tmp_path, office, directory_url)
        until = time.monotonic() + 60
        while enough and len(office.arrived) < enough and time.monotonic() < until:
            time.sleep(0.002)
        if enough:
            worker.send_signal(signal.SIGKILL)
        worker.wait(60)
        assert worker.stdout is not None
        worker.stdout.close()
    got = [str(mail["To"]) for mail in office.arrived]
    assert len(got) == len(set(got))
    assert len(got) >= 38  # each kill may cost the one mail that was claimed and not yet given
