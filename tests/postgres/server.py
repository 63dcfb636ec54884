"""A PostgreSQL server for the tests: the one in the pgserver wheel, or the one that TEST_POSTGRES_URL names.

The wheel's programs are copied to a folder of their own and run from there. PostgreSQL refuses to run as
root, so under root an account without rights runs it; and a virtual environment's files are seldom for other
accounts to read (the wheel's own libraries are not). Nothing listens but a socket in that folder.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, make_url

OWNER = "postgres"
ACCOUNTS = ("nobody", "postgres", "daemon")  # who runs it under root: the first that the machine has
START_SECONDS = 30
MEMORY, ENOUGH_MEMORY = Path("/dev/shm"), 2**30  # noqa: S108 the folder in memory that Linux has

# Whatever becomes of the tests, their end of the pipe closes with them: then the server ends, and its folder.
GUARD = 'cd /; "$@" & server=$!; read -r _; kill -INT $server; wait $server; rm -rf "$MEMORY" "$FOLDER"'

# Quick rather than safe: what a test wrote need not outlive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # its workers would look into the templates while they are copied
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "log_min_messages": "fatal",
}
# Whoever made the cluster comes in by the socket; anybody else says a password, as on a council's server.
DOORS = f"local all {OWNER} trust\nlocal all all scram-sha-256\n"


class NoServer(Exception):
    """No PostgreSQL could be started, and why."""


@contextmanager
def postgres() -> Iterator[URL]:
    """The address of a login that may make databases, for the length of the block; NoServer otherwise."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield make_url(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="signpost-pg-", dir="/tmp"))
    memory = _in_memory(folder)
    try:
        programs = _copied_programs(folder)
        account = _account(folder, memory)
        _make_cluster(programs, folder, account)
    except BaseException:
        for made in (memory, folder):
            shutil.rmtree(made, ignore_errors=True)
        raise
    guard = _started(programs, folder, memory, account)
    try:
        _wait_until_it_answers(guard, folder)
        yield URL.create("postgresql+psycopg", OWNER, database="postgres", query={"host": str(folder)})
    finally:
        guard.communicate()
        guard.wait(START_SECONDS)


def _copied_programs(folder: Path) -> Path:
    """Where the copies of the wheel's programs are; their libraries lie around them as in the wheel."""
    wheel = find_spec("pgserver")
    if wheel is None or wheel.origin is None:
        raise NoServer("The wheel pgserver is not installed. Run make test, or set TEST_POSTGRES_URL.")
    site = Path(wheel.origin).parents[1]
    for part in ("pgserver.libs", *(f"pgserver/pginstall/{name}" for name in ("bin", "lib", "share"))):
        shutil.copytree(site / part, folder / part, symlinks=True)
    for path in folder.rglob("*"):
        path.chmod(0o755)
    return folder / "pgserver" / "pginstall" / "bin"


def _in_memory(folder: Path) -> Path:
    """Where the data lies: in memory if there is plenty, where a database is made in a tenth of the time."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    memory = Path(tempfile.mkdtemp(prefix="signpost-pg-", dir=MEMORY if roomy else folder))
    (memory / "data").mkdir()
    (folder / "data").symlink_to(memory / "data")
    return memory


def _account(folder: Path, memory: Path) -> pwd.struct_passwd | None:
    """The account that runs the server; None for our own, which will do unless it is root."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        for path in (
            memory,
            memory / "data",
            folder,
            *folder.rglob("*"),
        ):  # all of it, or the account could not take it away again
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        return account
    raise NoServer(
        f"PostgreSQL does not run as root, and there is none of the accounts {', '.join(ACCOUNTS)}."
    )


def _make_cluster(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    made = subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", OWNER, "--auth=trust", "--encoding=UTF8"]
        + ["--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        capture_output=True,
        text=True,
        env=_environment(folder),
        **_as(account),
    )
    if made.returncode:
        raise NoServer(f"PostgreSQL's initdb failed: {made.stderr.strip()[-500:]} (or set TEST_POSTGRES_URL)")
    (folder / "data" / "pg_hba.conf").write_text(DOORS)


def _started(
    programs: Path, folder: Path, memory: Path, account: pwd.struct_passwd | None
) -> "subprocess.Popen[str]":
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            ["sh", "-c", GUARD, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C is for the tests; the server is still wanted while they tidy up
            env={**_environment(folder), "MEMORY": str(memory)},
            **_as(account),
        )


def _wait_until_it_answers(guard: "subprocess.Popen[str]", folder: Path) -> None:
    status = folder / "data" / "postmaster.pid"
    for _ in range(START_SECONDS * 50):
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return
        if guard.poll() is not None:
            break
        time.sleep(0.02)
    said = (folder / "log").read_text()[-500:] if folder.exists() else ""
    raise NoServer(f"PostgreSQL did not start: {said} (or set TEST_POSTGRES_URL)")


def _environment(folder: Path) -> dict[str, str]:
    libraries = str(folder / "pgserver.libs")
    return {"PATH": os.environ["PATH"], "FOLDER": str(folder), "LD_LIBRARY_PATH": libraries, "TZ": "UTC"}


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
