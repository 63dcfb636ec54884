"""Words for residents live in data files, and avoid what turns a conversation into a process."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]

# Partners4Change's list of words that make a conversation a process, and what this product must never say
# (domain notes, 1d and 2c). "assessment" is not here: people have a right to hear about it.
NEVER_SAID = (
    "allocation", "hand-off", "handoff", "referral", "pathway", "waiting list", "customer", "client",
    "service user", "eligible", "eligibility", "ineligible", "criteria", "threshold", "qualify",
    "commit suicide", "i understand how you feel",
)  # fmt: skip


def said_by_the_bot():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())
    for name, variants in domain["responses"].items():
        for variant in variants:
            yield name, variant.get("text", "")
            for button in variant.get("buttons", []):
                yield name, button["title"]


def test_the_bot_never_says_a_banned_word():
    found = [
        (name, word)
        for name, text in said_by_the_bot()
        for word in NEVER_SAID
        if re.search(rf"\b{re.escape(word)}", text.casefold())
    ]
    assert found == []


def test_buttons_send_plain_words():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())
    payloads = [
        button["payload"]
        for variants in domain["responses"].values()
        for variant in variants
        for button in variant.get("buttons", [])
    ]
    assert payloads
    assert [payload for payload in payloads if payload.startswith("/") or "{" in payload] == []
