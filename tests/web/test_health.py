"""GET /health: who answers, how large the directory is; quick, kept for a moment, and without a secret."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.web.loopback_rasa import LoopbackRasa
from web.app import create_app
from web.clock import now
from web.database import ContactsStore
from web.health import Kept, look
from web.parts import Parts
from web.settings import WebSettings
from web.store import processes


class ThreeServices:
    """A directory of three made-up services: all that this page asks of one."""

    def size(self) -> int:
        return 3

    def is_demonstration(self) -> bool:
        return True


@pytest.fixture
def app(settings: WebSettings) -> Iterator[Flask]:
    made = create_app(settings, finder=ThreeServices())
    yield made
    made.extensions["signpost"].store.close()


def test_it_works(client: FlaskClient, store: ContactsStore) -> None:
    with store.writing() as session:
        processes.beat(session, "worker")
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json["status"] == "degraded"
    assert answer.json["directory"] == {"services": 3, "demonstration": True}
    found = {name: each["status"] for name, each in answer.json["processes"].items()}
    assert found == {"web": "ok", "rasa": "down", "actions": "down", "worker": "ok"}


def test_a_worker_that_never_spoke_is_down(client: FlaskClient) -> None:
    assert client.get("/health").json["processes"]["worker"]["status"] == "down"


def test_without_our_own_store_it_says_so(client: FlaskClient, store: ContactsStore) -> None:
    with store.writing() as session:
        session.execute(text("DROP TABLE heartbeat"))
    answer = client.get("/health")
    assert (answer.status_code, answer.json["status"]) == (503, "down")


def test_no_secret_and_no_address_is_told(client: FlaskClient, settings: WebSettings) -> None:
    client.get("/staff/sign-in")
    told = client.get("/health").get_data(as_text=True)
    for secret in settings.secrets_dir.iterdir():
        assert secret.read_text() not in told
    assert str(settings.var_dir) not in told


@pytest.fixture
def rasa() -> Iterator[LoopbackRasa]:
    running = LoopbackRasa()
    yield running
    running.stop()


def test_the_age_of_the_model_is_told_and_not_its_name(app: Flask, rasa: LoopbackRasa) -> None:
    trained_at = (now() - timedelta(hours=5)).isoformat(timespec="seconds")
    rasa.ready = {"model": "20261122-lively-heron.tar.gz", "trained_at": trained_at}
    opened: Parts = app.extensions["signpost"]
    told = look(replace(opened, settings=replace(opened.settings, rasa_url=rasa.url)))
    assert told["processes"]["rasa"] == {"status": "ok"}
    assert told["model"] == {"trained_at": trained_at, "age_hours": 5.0}


def test_it_does_not_wait_long(client: FlaskClient) -> None:
    begun = time.monotonic()
    client.get("/health")
    assert time.monotonic() - begun < 3


def test_many_who_ask_at_once_cost_one_look() -> None:
    looks: list[int] = []

    def look() -> dict[str, object]:
        looks.append(1)
        return {"status": status}

    status, kept = "ok", Kept(60, look_again=0)
    for _ in range(3):
        kept.get(look)
    assert len(looks) == 1
    status, kept = "degraded", Kept(60, look_again=0)
    for _ in range(3):
        kept.get(look)
    assert len(looks) == 4, "while something is down, everybody looks anew"
