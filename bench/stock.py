"""The bot that `rasa init` makes, as it comes: its own packages (TensorFlow too), pipeline, policies, stores.

Our own Rasa environment leaves TensorFlow out, so this has an environment to itself in BUILD_DIR/bench, made
from stock.txt: what `rasa==3.6.21` asks for, exact versions with hashes. It is made with

    uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url
        --python-version 3.10 - <<< rasa==3.6.21
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.chatbot import Door, NoAnswer
from bench.programs import run, started, wait_for
from launch.programs import free_port
from launch.pythons import find_rasa_python
from launch.settings import LaunchSettings

PINS = Path(__file__).parent / "stock.txt"
# Each is answered by one response of the domain: no custom action, nothing looked up.
MESSAGES = ("hello", "I am sad", "yes", "are you a bot?", "bye")
MAKE = "from rasa.cli.scaffold import create_initial_project; create_initial_project('.')"


class StockBot:
    """Made, trained and started in a folder of its own."""

    def __init__(self, folder: Path, settings: LaunchSettings) -> None:
        self._folder = folder / "stock"
        self._folder.mkdir()
        self._log = folder / "stock.log"
        self._settings = settings
        self._env = settings.build_dir / "bench" / "stock"
        self.environ = {
            **settings.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        }

    def make_environment(self) -> None:
        """Install what it needs, unless it is there."""
        stamp = self._env / "bench-stamp"
        wanted = hashlib.sha256(PINS.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        uv = str(self._settings.app_env / "bin" / "uv")
        python = find_rasa_python(self._settings.environ, Path(uv))
        self._env.parent.mkdir(parents=True, exist_ok=True)
        make = [uv, "venv", "--quiet", "--no-project", "--clear", "--python", str(python), str(self._env)]
        sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode"]
        for command in (make, [*sync, "--python", str(self._python), str(PINS)]):
            run(command, self._folder, self.environ, self._log)
        stamp.write_text(wanted)

    def make(self) -> None:
        """The files that `rasa init` writes."""
        run([str(self._python), "-W", "ignore", "-c", MAKE], self._folder, self.environ, self._log)

    def train(self) -> None:
        """`rasa train`, from nothing."""
        run([*self._rasa, "train", "--force"], self._folder, self.environ, self._log)

    @contextmanager
    def serving(self) -> Iterator[tuple[Door, int]]:
        """`rasa run` until its first answer: the door, and the process's id."""
        door = Door(free_port(), "/webhooks/rest/webhook", MESSAGES, {}, {})
        command = [*self._rasa, "run", "-i", "127.0.0.1", "-p", str(door.port)]
        with started(command, self._folder, self.environ, self._log) as running:
            wait_for(door.first_answer, NoAnswer, running, self._log)
            yield door, running.pid

    @property
    def _python(self) -> Path:
        return self._env / "bin" / "python"

    @property
    def _rasa(self) -> list[str]:
        return [str(self._python), "-W", "ignore", "-m", "rasa"]
