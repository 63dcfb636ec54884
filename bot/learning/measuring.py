"""`python -m bot.learning.measuring --base ROOT --build DIR`: trains from the banks of these rooms; measures.

Needs are measured on the development situations, which no training reads. Danger and requests are measured on
the part of ROOT's banks that `bot.safeguarding.parting` holds out, by a second opinion trained without it.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.learning.figures import Figure
from bot.safeguarding.parting import is_dev
from bot.safeguarding.second_opinion.bank import NOTHING, Example, load_bank
from bot.safeguarding.second_opinion.building import build_second_opinion
from bot.safeguarding.second_opinion.opinion import Opinion, SecondOpinion, Sureness
from bot.safeguarding.second_opinion.training import train
from directory.evaluation.measured import load_measured
from directory.evaluation.measures import hit
from directory.evaluation.needs_report import heard_in
from directory.needs.bank import load_situations
from directory.needs.building import build_recogniser
from directory.needs.encoder import SentenceEncoder
from directory.needs.recogniser import Recogniser
from directory.needs.vocabulary import Vocabulary


def needs_figures(build_dir: Path) -> dict[str, Figure]:
    """The right need first, and among the first three; the recogniser is trained where it is not yet."""
    build_recogniser(build_dir)
    situations = load_measured("development")
    heard = [[need.id for need in needs] for needs in heard_in(Recogniser.load(build_dir), situations)]
    pairs = list(zip(heard, situations, strict=True))
    return {
        "need, first": Figure(sum(hit(ranked, one.needs, 1) for ranked, one in pairs), len(pairs)),
        "need, among three": Figure(sum(hit(ranked, one.needs, 3) for ranked, one in pairs), len(pairs)),
    }


def opinion_figures(base: Path) -> dict[str, Figure]:
    """Danger and requests in what is held out, heard by a second opinion that never saw it."""
    held_out = held_out_of(base)
    never = {one.text for one in held_out}
    encoder = SentenceEncoder()
    judge = train([one for one in load_bank() if one.text not in never], encoder)
    sureness = Sureness.load()
    # Without the adapted encoder: it was taught these very messages, so it would only say them back.
    opinion = SecondOpinion(judge, encoder, None, sureness.shares)
    return figures_of([(one, opinion.of(one.text)) for one in held_out], sureness)


def held_out_of(base: Path) -> list[Example]:
    """The messages of the banks below `base` that only measure; ordinary situations are measured as needs."""
    situations = {one.text for one in load_situations(Vocabulary.load(), base / "directory/needs/phrases")}
    bank = load_bank(base / "bot/safeguarding/bank", base / "bot/requests/bank")
    return [one for one in bank if not is_dev(one.text) and one.text not in situations]


def figures_of(judged: Sequence[tuple[Example, Opinion]], sureness: Sureness) -> dict[str, Figure]:
    """The counts, by what each message is and what was thought of it."""

    def share(
        among: Callable[[Example], bool], hits: Callable[[Example, Opinion], bool], good: bool = True
    ) -> Figure:
        chosen = [(one, opinion) for one, opinion in judged if among(one)]
        return Figure(sum(hits(one, opinion) for one, opinion in chosen), len(chosen), good)

    def tells(answer: str | None) -> bool:
        return answer not in (None, NOTHING)

    def worried(_: Example, heard: Opinion) -> bool:
        return heard.risky >= sureness.check

    def asks(_: Example, heard: Opinion) -> bool:
        return heard.likeliest("request")[1] >= sureness.request

    def aside(_: Example, heard: Opinion) -> bool:
        return heard.likeliest("outside")[1] >= sureness.outside

    return {
        "danger found": share(lambda one: tells(one.risk), worried),
        "which danger": share(
            lambda one: tells(one.risk), lambda one, heard: heard.likeliest("risk")[0] == one.risk
        ),
        "danger found where none is": share(lambda one: one.risk == NOTHING, worried, good=False),
        "request, the exact one": share(
            lambda one: tells(one.request),
            lambda one, heard: asks(one, heard) and heard.likeliest("request")[0] == one.request,
        ),
        "request where none is": share(lambda one: one.request == NOTHING, asks, good=False),
        "others' business set aside": share(lambda one: tells(one.outside), aside),
        "set aside though it is ours": share(lambda one: one.outside == NOTHING, aside, good=False),
    }


def main(arguments: list[str]) -> None:
    """Train into --build what is not there yet, measure, and print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True)
    asked = parser.parse_args(arguments)
    figures = {**needs_figures(asked.build), **opinion_figures(asked.base)}
    build_second_opinion(asked.build)
    sys.stdout.write(json.dumps({name: asdict(figure) for name, figure in figures.items()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
