"""One running bot for all conversations."""

from collections.abc import Iterator

import pytest

from tests.conversations.running_bot import RunningBot


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    running = RunningBot.start(tmp_path_factory.mktemp("bot"))
    yield running
    running.stop()
