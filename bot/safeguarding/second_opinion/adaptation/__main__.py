"""The second half of `make adapt`: teaches the sentence encoder our bank of dangers, requests and chatter."""

from __future__ import annotations

import argparse
import sys

from bot.safeguarding.second_opinion.adapted import ADAPTER
from bot.safeguarding.second_opinion.bank import QUESTIONS, Example, answers_of, load_bank
from directory.needs.adaptation import examples as learning_examples
from directory.needs.adaptation.learning import Plan, learn, read, save
from directory.needs.minilm import load_network
from directory.needs.wording import Wording

ROUNDS = 4  # three quarters of an hour on two cores
GOING_ON = 2  # twenty minutes


def main(arguments: list[str]) -> int:
    """Learn, printing a line a round, and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--go-on", action="store_true", help="teach the adapter that is there a changed bank")
    going_on = parser.parse_args(arguments).go_on
    rounds = GOING_ON if going_on else ROUNDS
    bank = load_bank()
    answers = {question: answers_of(bank, question) for question in QUESTIONS}
    sys.stdout.write(f"{len(bank)} examples, {rounds} rounds\n")
    plan = Plan(tuple(len(answers[question]) for question in QUESTIONS), rounds)
    learnt = learn(load_network(), as_columns(bank, answers), plan, read(ADAPTER) if going_on else None)
    save(learnt, ADAPTER, **answers)
    return 0


def as_columns(bank: list[Example], answers: dict[str, tuple[str, ...]]) -> list[learning_examples.Example]:
    """The bank as the learning reads it: the columns of all questions lie side by side."""
    wording = Wording.load()
    column: dict[tuple[str, str], int] = {}
    start = 0
    for question in QUESTIONS:
        for place, answer in enumerate(answers[question]):
            column[question, answer] = start + place
        start += len(answers[question])
    return [
        learning_examples.Example(
            " ".join(wording.words(example.text)),
            tuple(column[q, told] for q in QUESTIONS if (told := example.answer(q)) is not None),
            example.worth,
        )
        for example in bank
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
