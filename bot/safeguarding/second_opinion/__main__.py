"""`python -m bot.safeguarding.second_opinion` (a part of `make train`): trains the second opinion."""

import sys

from bot.safeguarding.second_opinion.building import build_second_opinion
from bot.settings import BotSettings

if __name__ == "__main__":
    built = build_second_opinion(BotSettings.from_env().build_dir)
    sys.stdout.write("The second opinion is trained.\n" if built else "The second opinion is up to date.\n")
