"""`python -m bot learn`: what operators do with the bot's training text."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from bot.exceptions import LearningError, SettingsError
from bot.settings import PROJECT_ROOT, BotSettings


def main(arguments: Sequence[str], stdin: TextIO, stdout: TextIO) -> int:
    """Run one command; 0 when it did its work, 1 when labels were turned down or could not be tried."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("learn", help="take labelled messages from standard input into the training text")
    parser.parse_args(arguments)

    def say(sentence: str) -> None:
        stdout.write(f"{sentence}\n")
        stdout.flush()

    try:
        # Here, so that asking for help does not wait for it.
        from bot.learning.learn import learn

        return 0 if learn(stdin, PROJECT_ROOT, BotSettings.from_env().build_dir, say) else 1
    except (LearningError, SettingsError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout))
