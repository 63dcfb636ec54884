"""Trains the second opinion, unless it is already up to date."""

from pathlib import Path

from bot.safeguarding.second_opinion.artefact import judge_path, save_judge
from bot.safeguarding.second_opinion.bank import load_bank
from bot.safeguarding.second_opinion.training import train
from directory.needs.encoder import SentenceEncoder


def build_second_opinion(build_dir: Path) -> bool:
    """Learn from the whole bank and keep the result; False when there was nothing to do."""
    path = judge_path(build_dir)
    if path.is_file():
        return False
    save_judge(train(load_bank(), SentenceEncoder()), path)
    return True
