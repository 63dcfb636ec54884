"""GET /health: which process answers, how large the directory is, how old the model. No secret, no person."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import httpx
from flask import Blueprint, Response, current_app, jsonify

from bot.secrets import read_or_create
from web.clock import now
from web.parts import Parts, parts
from web.store import processes

blueprint = Blueprint("health", __name__)
KEEP_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 0.5  # while something is down, whoever waits for it learns of its return at once
TIMEOUT_SECONDS = 1.0
WORKER_SILENT_AFTER = timedelta(seconds=90)


class Kept:
    """The last answer, for a few seconds: many who ask at once cost one look."""

    def __init__(self, seconds: float = KEEP_SECONDS, look_again: float = LOOK_AGAIN_SECONDS) -> None:
        self._seconds, self._look_again = seconds, look_again
        self._lock = Lock()
        self._until = 0.0
        self._answer: dict[str, Any] = {}

    def get(self, look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The kept answer while it is fresh, else what `look` finds now."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._answer = look()
                well = self._answer["status"] == "ok"
                self._until = time.monotonic() + (self._seconds if well else self._look_again)
            return self._answer


blueprint.record_once(lambda state: state.app.extensions.setdefault("signpost.health", Kept()))


@blueprint.get("/health")
def health() -> Response:
    """200 while residents can be answered, also when something beside is down; 503 without our own store."""
    opened = parts()
    kept: Kept = _kept()
    answer = kept.get(lambda: look(opened))
    response = jsonify(answer)
    response.status_code = 503 if answer["status"] == "down" else 200
    return response


def look(opened: Parts) -> dict[str, Any]:
    """Asks every process at the same time and puts the answers together."""
    asks: dict[str, Callable[[], dict[str, Any]]] = {
        "web": lambda: _web(opened),
        "rasa": lambda: _rasa(opened),
        "actions": lambda: _actions(opened),
        "worker": lambda: _worker(opened),
    }
    with ThreadPoolExecutor(len(asks)) as pool:
        found = {name: pool.submit(ask) for name, ask in asks.items()}
    processes_found = {name: future.result() for name, future in found.items()}
    model = processes_found["rasa"].pop("model")
    return {
        "status": _status(processes_found),
        "processes": processes_found,
        "directory": _directory(opened),
        "model": model,
    }


def _kept() -> Kept:
    kept: Kept = current_app.extensions["signpost.health"]
    return kept


def _status(found: dict[str, dict[str, Any]]) -> str:
    if found["web"]["status"] != "ok":
        return "down"
    return "ok" if all(each["status"] == "ok" for each in found.values()) else "degraded"


def _web(opened: Parts) -> dict[str, Any]:
    with opened.store.reading() as session:
        return {"status": "ok" if processes.answers(session) else "down"}


def _rasa(opened: Parts) -> dict[str, Any]:
    token = read_or_create(opened.settings.secrets_dir / "rasa_token")
    found = _answers(
        f"{opened.settings.rasa_url}/webhooks/signpost/ready", {"Authorization": f"Bearer {token}"}
    )
    return {"status": found["status"], "model": _age(found.get("body", {}).get("trained_at"))}


def _age(trained_at: Any) -> dict[str, Any] | None:
    """When the model was trained, and how long ago; not the name of its file, which nobody here needs."""
    try:
        moment = datetime.fromisoformat(trained_at)
        hours = (now() - moment).total_seconds() / 3600
    except (TypeError, ValueError):
        return None
    return {"trained_at": trained_at, "age_hours": round(hours, 1)}


def _actions(opened: Parts) -> dict[str, Any]:
    return {"status": _answers(f"{opened.settings.actions_url}/health")["status"]}


def _answers(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    try:
        response = httpx.get(url, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False)
        body = response.json() if response.is_success else {}
    except (httpx.HTTPError, ValueError):
        return {"status": "down"}
    return {"status": "ok" if response.is_success else "down", "body": body}


def _worker(opened: Parts) -> dict[str, Any]:
    with opened.store.reading() as session:
        beat = processes.last_beat(session, "worker")
    return {"status": "ok" if beat and now() - beat < WORKER_SILENT_AFTER else "down"}


def _directory(opened: Parts) -> dict[str, Any] | None:
    if opened.finder is None:
        return None
    return {"services": opened.finder.size(), "demonstration": opened.finder.is_demonstration()}
