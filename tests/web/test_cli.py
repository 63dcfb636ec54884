"""The command line: accounts, migrations, purging. A person is told what happened, and no secret."""

import io
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stores import Addresses
from tests.web.conftest import PASSWORD
from web import worker
from web.app import open_store
from web.cli import main
from web.models.staff import Role
from web.security.passwords import is_right
from web.settings import WebSettings
from web.store import api_tokens, staff

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("CONTACTS_DATABASE_URL", addresses.without_tables("contacts.sqlite3"))
    before = os.umask(0o022)
    yield
    os.umask(before)


def create(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = f"{PASSWORD}\n") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(["create-user", *arguments])


def password_hash_of(name: str) -> tuple[str, Role]:
    store = open_store(WebSettings.from_env())
    with store.reading() as session:
        user = staff.by_name(session, name)
    store.close()
    assert user is not None
    return user.password_hash, user.role


def test_it_works(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(monkeypatch, "Tom", "--role", "follow_up", "--password-stdin") == 0
    assert PASSWORD not in "".join(capsys.readouterr())
    hashed, role = password_hash_of("tom")
    assert hashed.startswith("$argon2id$")
    assert is_right(PASSWORD, hashed)
    assert role is Role.FOLLOW_UP


def test_without_anybody_to_ask_a_password_is_made_and_shown_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create(monkeypatch, "nadia", "--role", "manager", typed="") == 0
    shown = capsys.readouterr().out.splitlines()[-1]
    assert is_right(shown, password_hash_of("nadia")[0])


@pytest.mark.parametrize("typed", ["short\n", "\n", ""])
def test_a_weak_password_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert create(monkeypatch, "tom", "--role", "adviser", "--password-stdin", typed=typed) == 1
    assert "from 12 to 200 characters" in capsys.readouterr().err


def test_a_name_is_given_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(monkeypatch, "tom", "--role", "adviser", "--password-stdin") == 0
    assert create(monkeypatch, "TOM", "--role", "manager", "--password-stdin") == 1
    assert "already" in capsys.readouterr().err
    assert password_hash_of("tom")[1] is Role.ADVISER


def test_migrate_and_purge_may_run_again_and_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert [main(["migrate"]), main(["migrate"]), main(["purge"]), main(["purge"])] == [0, 0, 0, 0]
    assert "up to date" in capsys.readouterr().out


def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "x")
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == "PORT must be a whole number from 1 to 65535.\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACTS_DATABASE_URL", "nonsense"),
        ("CONTACTS_DATABASE_URL", "oracle+nodriver://nobody:hunter2@localhost/x"),
        ("CONTACTS_DATABASE_URL", "sqlite:////dev/null/contacts.sqlite3"),
        ("VAR_DIR", "/dev/null/var"),
    ],
)
@pytest.mark.parametrize("run", [lambda: main(["migrate"]), worker.main], ids=["cli", "worker"])
def test_a_store_that_cannot_be_opened_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str,
    run: Callable[[], int],
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    assert run() == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.endswith(".\n")
    assert "hunter2" not in told


def test_a_store_that_is_no_store_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear council, " * 100)
    monkeypatch.setenv("CONTACTS_DATABASE_URL", f"sqlite:///{tmp_path}/letter.txt")
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err.startswith("The contacts store cannot be opened")


@pytest.mark.slow
def test_nobody_else_can_read_what_it_makes(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var")}
    run = "import os; os.umask(0o022); import sys; from web.cli import main; sys.exit(main(['migrate']))"
    done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, env=environ, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    made = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
    assert {path.name for path in made} >= {"contacts.sqlite3", "contacts_key"}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


@pytest.mark.slow
def test_it_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "web", "create-user", "ed", "--role", "wizard"], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 2
    assert b"invalid choice" in done.stderr


@pytest.mark.slow
def test_a_site_that_cannot_start_says_why_in_one_sentence(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "BUILD_DIR": str(tmp_path), "PORT": "0"}
    command = [sys.executable, "-m", "web", "serve"]
    wrong = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)
    assert (wrong.returncode, wrong.stderr) == (1, "PORT must be a whole number from 1 to 65535.\n")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        environ["PORT"] = str(probe.getsockname()[1])
    untrained = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert untrained.returncode == 3
    assert "make train" in untrained.stderr
    assert "Traceback" not in untrained.stderr


def test_a_token_is_shown_once_and_bare_on_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["create-token", "--role", "conversation_lead"]) == 0
    words = capsys.readouterr().out.splitlines()[-1]
    store = open_store(WebSettings.from_env())
    with store.reading() as session:
        token = api_tokens.good_one(session, words)
    assert token and token.role is Role.CONVERSATION_LEAD
    assert main(["revoke-token", "1"]) == 0
    with store.reading() as session:
        assert api_tokens.good_one(session, words) is None
    store.close()


def test_a_token_that_never_was_cannot_be_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["revoke-token", "7"]) == 1
    assert "no token number 7" in capsys.readouterr().err
