"""The real bot, whole: Rasa server, action server, demonstration directory and a receiver of hand-offs."""

import json
import os
import socket
import sqlite3
import subprocess
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.understand import Understander
from tests.bot.handoff.receiver import Receiver

ROOT = Path(__file__).resolve().parents[2]
APP, RASA = ROOT / ".venv/bin/python", ROOT / ".venv-rasa/bin/python"
BUILD = Path(os.environ.get("BUILD_DIR", ROOT / "build")).absolute()


@dataclass
class Reply:
    """What came back in one turn. `names` are the responses of domain.yml that were said, `under` what the
    buttons below the services send."""

    names: list[str]
    texts: list[str]
    titles: list[str]
    payloads: list[str]
    under: list[str]
    services: list[dict[str, Any]]
    refused: list[dict[str, str]]
    handoff: str | None
    record: dict[str, Any]


@dataclass
class RunningBot:
    """The processes and how to talk with them."""

    var: Path
    receiver: Receiver
    rasa_port: int
    actions_port: int
    understander: Understander
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def start(cls, var: Path) -> "RunningBot":
        """Set up what is not there yet, start both servers and wait until they answer."""
        bot = cls(var, Receiver(), free_port(), free_port(), _understander(var))
        for name in ("rasa", "actions"):
            bot.start_one(name)
        return bot

    def start_one(self, name: str) -> None:
        program = [RASA, "-m", "bot.serve"] if name == "rasa" else [APP, "-m", "bot.action_server"]
        with (self.var / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                program, cwd=ROOT, env=self.environ(), stdout=log, stderr=log
            )
        address = self.ready_url if name == "rasa" else f"http://127.0.0.1:{self.actions_port}/health"
        self._wait(address, name)

    @property
    def ready_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}/ready"

    def environ(self) -> dict[str, str]:
        return environ_of(
            self.var,
            RASA_PORT=str(self.rasa_port),
            ACTIONS_PORT=str(self.actions_port),
            WEB_URL=self.receiver.url,
        )

    def logs(self) -> str:
        return "".join((self.var / f"{name}.log").read_text() for name in ("rasa", "actions"))

    def kill(self, name: str) -> None:
        """As the machine would: no time to tidy up."""
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=20)
        self.receiver.close()

    def post(
        self,
        sender: str,
        text: str,
        *,
        heard: bool = True,
        message_id: str | None = None,
        own: str | None = None,
    ) -> httpx.Response:
        metadata: dict[str, Any] = {"channel": "web", "message_id": message_id}
        if heard:
            metadata["heard"] = self.understander.understand(text if own is None else own).as_metadata()
        token = (self.var / "secrets" / "rasa_token").read_text().strip()
        return httpx.post(
            f"http://127.0.0.1:{self.rasa_port}/webhooks/signpost/webhook",
            json={"sender": sender, "message": text, "metadata": metadata},
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            trust_env=False,
        )

    def say(self, sender: str, text: str, *, heard: bool = True, own: str | None = None) -> Reply:
        before = len(self.said_by_bot(sender))
        answer = self.post(sender, text, heard=heard, own=own)
        assert answer.status_code == 200, answer.text
        messages = answer.json()["messages"]
        customs = [one["custom"] for one in messages if "custom" in one]
        buttons = [button for one in messages for button in one.get("buttons", [])]
        handoffs = [custom["handoff"]["reference"] for custom in customs if "handoff" in custom]
        return Reply(
            names=self.said_by_bot(sender)[before:],
            texts=[one["text"] for one in messages if "text" in one],
            titles=[button["title"] for button in buttons],
            payloads=[button["payload"] for button in buttons],
            under=[button["payload"] for custom in customs for button in custom.get("buttons", [])],
            services=[service for custom in customs for service in custom.get("services", [])],
            refused=[one for custom in customs for one in custom.get("refused", [])],
            handoff=handoffs[-1] if handoffs else None,
            record={name: value for custom in customs for name, value in custom.get("record", {}).items()},
        )

    def said_by_bot(self, sender: str) -> list[str]:
        """The names of the responses said so far."""
        names = [event["metadata"].get("utter_action", "") for event in self.events(sender, "bot")]
        # The same conversation is written alike by day and by night; tests/bot/actions proves the difference.
        return [name.removesuffix("_out_of_hours") for name in names]

    def events(self, sender: str, kind: str) -> list[dict[str, Any]]:
        """What Rasa has stored of one kind, in order."""
        with closing(sqlite3.connect(self.var / "rasa_tracker.sqlite3")) as store:
            rows = store.execute(
                "SELECT data FROM events WHERE sender_id = ? AND type_name = ? ORDER BY id", (sender, kind)
            ).fetchall()
        return [json.loads(row[0]) for row in rows]

    def _wait(self, address: str, name: str) -> None:
        end = time.monotonic() + 90
        while time.monotonic() < end:
            assert self.processes[name].poll() is None, (self.var / f"{name}.log").read_text()
            try:
                if httpx.get(address, timeout=1, trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"{name} did not start: {(self.var / f'{name}.log').read_text()}")


def environ_of(var: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "VAR_DIR": str(var), "BUILD_DIR": str(BUILD), **more}


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def new_sender() -> str:
    return uuid.uuid4().hex


def _understander(var: Path) -> Understander:
    """Train and fill what this needs: quick when the build folder has it already."""
    assert RASA.exists(), "There is no Rasa environment. Run `make run` once; it makes .venv-rasa."
    var.mkdir(parents=True, exist_ok=True)
    for program in (
        [APP, "-m", "directory", "build"],
        [APP, "-m", "directory", "migrate"],
        [APP, "-m", "directory", "demo"],
        [RASA, "-m", "bot.train"],
    ):
        done = subprocess.run(program, cwd=ROOT, env=environ_of(var), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    return Understander.load(BUILD)
