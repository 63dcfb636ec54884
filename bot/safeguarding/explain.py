"""`python -m bot.safeguarding.explain "words"`: why a message raised what it did, for a safeguarding lead."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.safeguarding.second_opinion.adapted import AdaptedJudge
from bot.safeguarding.second_opinion.bank import SAFEGUARDING
from bot.settings import BotSettings
from bot.understand import Understander, plain_need

NEAREST = 3
LIKELIEST = 3


def reasons(understander: Understander, adapted: AdaptedJudge, text: str) -> Iterator[str]:
    """Line by line: what is raised, the rules met, how likely each danger is, the nearest examples."""
    opinion = understander.opinion(text, understander.language_of(text))
    need = plain_need(understander.recogniser.recognise(text))
    raised = understander.concern.findings(text, opinion, need)
    yield "raised: " + (", ".join(f"{f.category} ({f.level.value}) by {f.rule}" for f in raised) or "nothing")
    yield "rules met: " + (", ".join(r.id for r in understander.screen.rulebook.met_by(text)) or "none")
    yield f"any danger: {opinion.risky:.2f}"
    for name, share in sorted(opinion.risk.items(), key=lambda answer: -answer[1])[:LIKELIEST]:
        yield f"  {name}: {share:.2f}"
    category, _ = opinion.likeliest("risk")
    for example, likeness in nearest(adapted, text, SAFEGUARDING / "risk" / f"{category}.txt"):
        yield f"  like ({likeness:.2f}): {example}"


def nearest(adapted: AdaptedJudge, text: str, examples: Path) -> Iterator[tuple[str, float]]:
    """The reviewed examples of a file that are most like a text, each with its likeness (a cosine)."""
    lines = [line for line in examples.read_text(encoding="utf-8").splitlines() if line]
    vectors = adapted.vectors([text, *lines])
    likeness = vectors[1:] @ vectors[0]
    for place in np.argsort(-likeness)[:NEAREST]:
        yield lines[place], float(likeness[place])


def main(arguments: list[str]) -> int:
    """Print the reasons."""
    parser = argparse.ArgumentParser(prog="python -m bot.safeguarding.explain", description=__doc__)
    parser.add_argument("text")
    text = parser.parse_args(arguments).text
    understander = Understander.load(BotSettings.from_env().build_dir)
    for line in reasons(understander, AdaptedJudge.load(), text):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
