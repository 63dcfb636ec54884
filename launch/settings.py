"""What the launcher reads from the environment, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launch.problems import LaunchError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class LaunchSettings:
    """Where things stand and which ports answer; `inner` ports are None where the launcher may choose."""

    root: Path
    var_dir: Path
    build_dir: Path
    host: str
    port: int
    rasa_port: int | None
    actions_port: int | None
    environ: Mapping[str, str]

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> LaunchSettings:
        """Read the settings; raises LaunchError with a sentence for a port that is not one."""
        env = os.environ if environ is None else environ
        return cls(
            root=ROOT,
            var_dir=_folder(env.get("VAR_DIR", "var")),
            build_dir=_folder(env.get("BUILD_DIR", "build")),
            host=env.get("HOST", "127.0.0.1"),
            port=_port(env, "PORT") or 8000,
            rasa_port=_port(env, "RASA_PORT"),
            actions_port=_port(env, "ACTIONS_PORT"),
            environ=env,
        )

    @property
    def address(self) -> str:
        """The address a person on this machine types."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - compared only
        return f"http://{host}:{self.port}"

    def child_environ(self, **more: str) -> dict[str, str]:
        """The environment of every program started here: the same folders, whichever folder it runs in."""
        folders = {"VAR_DIR": str(self.var_dir), "BUILD_DIR": str(self.build_dir)}
        return {**self.environ, **folders, **more}

    @property
    def app_env(self) -> Path:
        """The application environment: Python 3.11 or newer."""
        return self.root / ".venv"

    @property
    def rasa_env(self) -> Path:
        """The Rasa environment: Python 3.10."""
        return self.root / ".venv-rasa"

    @property
    def logs(self) -> Path:
        """Where each process and each set-up step writes its log."""
        return self.var_dir / "logs"


def _folder(value: str) -> Path:
    return (ROOT / Path(value).expanduser()).resolve()


def _port(env: Mapping[str, str], name: str) -> int | None:
    value = env.get(name, "").strip()
    if not value:
        return None
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise LaunchError(f"{name} must be a port number between 1 and 65535, not {value!r}.")
    return int(value)
