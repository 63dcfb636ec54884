"""The whole product as a person starts it: `python -m launch run`, with its own folder and port."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from launch.programs import free_port

ROOT = Path(__file__).parents[2]


class House:
    """One running Signpost: started, asked, killed in parts, stopped."""

    def __init__(self, var_dir: Path, **environ: str) -> None:
        self.var_dir = var_dir
        self.port = free_port()
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
            "VAR_DIR": str(var_dir),
            "PORT": str(self.port),
            **environ,
        }
        self.said = var_dir.parent / f"{var_dir.name}-launch.log"
        self.launcher: subprocess.Popen[bytes] | None = None
        self.killed: dict[str, int] = {}
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self, seconds: float = 240.0) -> House:
        with self.said.open("wb") as out:
            self.launcher = subprocess.Popen(
                [sys.executable, "-m", "launch", "run"],
                cwd=ROOT, env=self.environ, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            wait_for(self._announced, seconds, lambda: self.said.read_text())
        except AssertionError:
            self.stop()  # or its processes would weigh on every test that follows
            raise
        return self

    def _announced(self) -> bool:
        assert self.launcher is not None
        if self.launcher.poll() is not None:
            raise AssertionError(f"the launcher ended: {self.said.read_text()}")
        return "Signpost answers at" in self.said.read_text()

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.launcher is not None
        if self.launcher.poll() is None:
            self.launcher.send_signal(how)
        return self.launcher.wait(30)

    def pids(self) -> dict[str, int]:
        return {
            name: pid
            for name, pid in json.loads((self.var_dir / "processes.json").read_text()).items()
            if pid
        }

    def kill(self, name: str) -> int:
        """Pull the plug on one process and its workers, as a power cut would; return what its pid was."""
        pid = self.pids()[name]
        os.killpg(pid, signal.SIGKILL)
        self.killed[name] = pid
        return pid

    def wait_until_back(self, seconds: float = 60.0) -> None:
        """Wait until every killed process was started again and all of them answer."""
        wait_for(self._all_started_again, seconds, lambda: self.said.read_text())
        time.sleep(1.1)  # /health keeps an answer for a second: it may be from before
        wait_for(lambda: self.health() == "ok", seconds, lambda: self.said.read_text())

    def _all_started_again(self) -> bool:
        now = self.pids()
        return all(now.get(name) not in (None, pid) for name, pid in self.killed.items())

    def health(self) -> str | None:
        try:
            return str(httpx.get(f"{self.url}/health", timeout=5).json()["status"])
        except (httpx.HTTPError, ValueError, KeyError):
            return None

    def chat(self, text: str, conversation_id: str | None = None, **more: str) -> dict:
        """Say one thing through the public API and return its answer."""
        body = {"text": text, **({"conversation_id": conversation_id} if conversation_id else {}), **more}
        answer = httpx.post(f"{self.url}/api/chat", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def read(self, address: str) -> str:
        """One page as anybody gets it."""
        return httpx.get(f"{self.url}{address}", timeout=30).text

    def command(self, *arguments: str, stdin: str | None = None) -> str:
        """Run one of the project's command lines against this house's stores."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env=self.environ, input=stdin, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


def wait_for(condition, seconds: float, explain=lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"it did not come to pass within {seconds} s: {explain()}")
