"""A council puts in its own directory: the demonstration goes, the chat answers from the real services."""

import json

import pytest

from tests.journeys.conftest import IN_A_HURRY
from tests.journeys.house import ROOT, House

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

FEED = ROOT.parent / "shared" / "data" / "nlincs" / "services.json"


@pytest.mark.skipif(not FEED.exists(), reason="the real feed is not beside this checkout (../shared)")
def test_the_chat_matches_from_the_imported_feed(tmp_path) -> None:
    feed_ids = {row["id"] for row in json.loads(FEED.read_text())}
    running = House(tmp_path / "var", **IN_A_HURRY).start()
    try:
        report = running.command("directory", "import", str(FEED))
        assert "738" in report
        answer = running.chat("I look after my wife and I could do with a break")
        for text in ("me and my wife", "time to myself", "DN15 6NL", "rather not say", "not really", "no"):
            if any(reply["services"] for reply in answer["replies"]):
                break
            answer = running.chat(text, answer["conversation_id"])
        offered = [service for reply in answer["replies"] for service in reply["services"]]
        assert offered
        assert {service["id"] for service in offered} <= feed_ids
    finally:
        running.stop()
