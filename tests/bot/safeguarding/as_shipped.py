"""What ships hears: the rules together with the second opinion that `make train` made."""

from functools import cache

from bot.safeguarding.concern import Concern
from bot.safeguarding.screen import Finding
from bot.safeguarding.second_opinion.opinion import SecondOpinion, Sureness
from bot.settings import BotSettings
from bot.understand import plain_need
from directory.needs.encoder import SentenceEncoder
from directory.needs.recogniser import Recogniser
from tests.rules_read_once import the_screen


@cache
def _parts() -> tuple[Concern, SecondOpinion]:
    sureness = Sureness.load()
    opinion = SecondOpinion.load(BotSettings.from_env().build_dir, SentenceEncoder(), sureness.shares)
    assert opinion is not None, "run `make train` first"
    return Concern(the_screen(), sureness), opinion


def risks(text: str) -> tuple[Finding, ...]:
    """Everything that is raised, the worst first."""
    concern, opinion = _parts()
    thought = opinion.of(text)
    found = concern.findings(text, thought)
    if not any(finding.level.is_alert for finding in found):
        return found  # what the words plainly tell of can only explain an alert away
    return concern.findings(text, thought, plain_need(_recogniser().recognise(text)))


@cache
def _recogniser() -> Recogniser:
    return Recogniser.load(BotSettings.from_env().build_dir)


def alerts(text: str) -> bool:
    """Would this message be answered with safety words before anything else?"""
    return any(finding.level.is_alert for finding in risks(text))
