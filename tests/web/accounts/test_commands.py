"""Accounts and tokens at a terminal: what was seen there must be changed; there is always a way back in."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import PASSWORD
from web.app import open_store
from web.cli import main
from web.clock import now
from web.database import ContactsStore
from web.models.staff import StaffUser
from web.security.passwords import is_right
from web.settings import WebSettings
from web.store import api_tokens, staff


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ContactsStore]:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("CONTACTS_DATABASE_URL", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    opened = open_store(WebSettings.from_env())
    yield opened
    opened.close()


def account(store: ContactsStore, name: str) -> StaffUser:
    with store.reading() as session:
        found = staff.by_name(session, name)
    assert found
    return found


@pytest.mark.parametrize(
    ("options", "must_change"),
    [(["--password-stdin"], False), (["--password-stdin", "--must-change"], True), ([], True)],
)
def test_a_password_that_others_saw_has_to_be_changed(
    store: ContactsStore, options: list[str], must_change: bool
) -> None:
    assert main(["create-user", "ada", "--role", "administrator", *options]) == 0
    assert account(store, "ada").must_change_password is must_change


def test_a_weak_password_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    for weak, said in (
        ("Password1234!", "first to be guessed"),
        ("priya and a kettle", "name of its account"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(f"{weak}\n"))
            assert main(["create-user", "priya", "--role", "adviser", "--password-stdin"]) == 1
        told = capsys.readouterr().err
        assert said in told and weak not in told


def test_there_is_a_way_back_in_for_the_last_administrator(
    store: ContactsStore, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["create-user", "ada", "--role", "administrator", "--password-stdin"])
    with store.writing() as session:
        lost = session.get_one(StaffUser, 1)
        lost.disabled_at = lost.codes_since = now()
        lost.code_secret, lost.council_subject = "JBSWY3DPEHPK3PXP", "a" * 64
    assert main(["reset-user", "Ada"]) == 0
    found = account(store, "ada")
    assert is_right(capsys.readouterr().out.splitlines()[-1], found.password_hash)
    assert found.must_change_password
    assert (found.disabled_at, found.codes_since, found.council_subject) == (None, None, None)


def test_nobody_of_that_name_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reset-user", "nobody"]) == 1
    assert capsys.readouterr().err == "There is no account of that name.\n"


def test_tokens_are_listed_with_what_they_are_for(
    store: ContactsStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["create-token", "--role", "adviser", "--name", "Case system", "--days", "30"]) == 0
    words = capsys.readouterr().out.splitlines()[-1]
    main(["create-token", "--role", "editor"])
    main(["revoke-token", "2"])
    with store.reading() as session:
        assert api_tokens.good_one(session, words) is not None
    capsys.readouterr()
    assert main(["tokens"]) == 0
    newest, oldest = capsys.readouterr().out.splitlines()
    assert newest == "2  editor  shut  never used"
    assert oldest.startswith("1  adviser  good until 20") and oldest.endswith("never used  Case system")


@pytest.mark.parametrize("days", ["0", "3651", "soon"])
def test_days_out_of_reason_are_refused(days: str) -> None:
    with pytest.raises(SystemExit):
        main(["create-token", "--role", "adviser", "--days", days])
