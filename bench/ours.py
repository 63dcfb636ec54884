"""Signpost's bot beside the stock one: its Rasa server and its action server, without the web."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.chatbot import Door, NoAnswer
from bench.programs import run, started, wait_for
from bot.secrets import read_or_create
from launch.programs import free_port
from launch.settings import LaunchSettings

# Each is answered by a custom action through the action server; none looks for services.
MESSAGES = ("hello", "how much does it cost?", "who will see this?", "are you a robot?", "what happens next?")
HEARD: dict[str, Any] = {"risk": None, "request": None, "needs": [], "out_of_scope": False, "language": "en"}


class OurBot:
    """Trained and started in a folder of its own; what `make train` has built otherwise is used as it is."""

    def __init__(self, folder: Path, settings: LaunchSettings) -> None:
        self._settings = settings
        self._log = folder / "ours.log"
        self._var = folder / "var"
        self._models = folder / "models"
        self._rasa_port, self._actions_port = free_port(), free_port()
        self.environ = {
            **settings.environ,
            "VAR_DIR": str(self._var),
            "BUILD_DIR": str(settings.build_dir),
            "RASA_PORT": str(self._rasa_port),
            "ACTIONS_PORT": str(self._actions_port),
        }

    def train(self) -> None:
        """`python -m bot.train`, into a folder that is empty the first time."""
        environ = {**self.environ, "BUILD_DIR": str(self._models)}
        run([self._rasa_python, "-m", "bot.train"], self._settings.root, environ, self._log)

    def fill_directory(self) -> None:
        """The demonstration's services."""
        self._var.mkdir()
        run([self._app_python, "-m", "directory", "demo"], self._settings.root, self.environ, self._log)

    @contextmanager
    def serving(self) -> Iterator[tuple[Door, int]]:
        """Both servers until the first answer: the door, and the id of the Rasa process."""
        token = read_or_create(self._var / "secrets" / "rasa_token")
        more = {"metadata": {"heard": HEARD, "channel": "web", "welcomed": True}}
        bearer = {"Authorization": f"Bearer {token}"}
        door = Door(self._rasa_port, "/webhooks/signpost/webhook", MESSAGES, bearer, more)
        with (
            started([self._rasa_python, "-m", "bot.serve"], *self._where) as rasa,
            started([self._app_python, "-m", "bot.action_server"], *self._where),
        ):
            wait_for(door.first_answer, NoAnswer, rasa, self._log)
            yield door, rasa.pid

    @property
    def _where(self) -> tuple[Path, dict[str, str], Path]:
        return self._settings.root, self.environ, self._log

    @property
    def _rasa_python(self) -> str:
        return str(self._settings.rasa_env / "bin" / "python")

    @property
    def _app_python(self) -> str:
        return str(self._settings.app_env / "bin" / "python")
