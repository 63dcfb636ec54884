"""The four programs that make Signpost, as commands."""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping

from launch.processes import Program
from launch.settings import LaunchSettings

PEOPLES_STORE = frozenset({"CONTACTS_DATABASE_URL", "CONTACTS_KEY", "SECRET_KEY"})
WITHHELD = {
    "actions": PEOPLES_STORE,
    "Rasa": PEOPLES_STORE | {"DIRECTORY_DATABASE_URL", "SPOOL_KEY", "WEB_URL"},
}

REASONS = {
    errno.EADDRINUSE: "is taken by another program",
    errno.EACCES: "may not be opened by you (ports below 1024 need rights)",
    errno.EADDRNOTAVAIL: "cannot be opened: HOST is not an address of this machine",
}


def four_programs(settings: LaunchSettings) -> list[Program]:
    """Return web, Rasa, the actions and the worker, in the order to start them: the slowest to load first.

    Only `web` listens beyond the machine, and only where HOST says so. The inner ports are free ones unless
    RASA_PORT or ACTIONS_PORT name them.
    """
    rasa_port = settings.rasa_port or free_port()
    actions_port = settings.actions_port or free_port()
    app = str(settings.app_env / "bin" / "python")
    rasa = str(settings.rasa_env / "bin" / "python")
    environ = settings.child_environ(
        HOST=settings.host,
        PORT=str(settings.port),
        RASA_PORT=str(rasa_port),
        ACTIONS_PORT=str(actions_port),
        WEB_URL=settings.environ.get("WEB_URL") or settings.address,
        PYTHONUNBUFFERED="1",
    )
    commands = {
        "Rasa": [rasa, "-m", "bot.serve"],
        "actions": [app, "-m", "bot.action_server"],
        "web": [app, "-m", "web", "serve"],
        "worker": [app, "-m", "web.worker"],
    }
    return [
        Program(name, command, fit_for(name, environ), settings.root, settings.logs / f"{name.lower()}.log")
        for name, command in commands.items()
    ]


def fit_for(name: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return what a program may know: Rasa and the actions never learn the way to the people's store."""
    withheld = WITHHELD.get(name, frozenset())
    return {variable: value for variable, value in environ.items() if variable not in withheld}


def free_port() -> int:
    """Return a port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def why_not_free(host: str, port: int) -> str | None:
    """Return None when `port` can be listened on at `host`, else the reason as the end of a sentence."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        return REASONS.get(problem.errno or 0, f"cannot be opened at {host} ({problem.strerror})")
    return None
