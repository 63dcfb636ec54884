"""How often is a hint right? `python -m bot.actions.hints_report` prints it for several thresholds.

On the development situations, each told as one first message: the hint is the likeliest need beside those
that are looked for anyway, and it is right where the situation is filed under it. What is filed under one
need alone has no right hint, so every one made there counts as wrong: the figure is a low one.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.actions.desk import clear_needs
from bot.actions.hints import likeliest_beside
from bot.listening.said import Said
from bot.settings import BotSettings
from directory.evaluation.measured import Measured, load_measured
from directory.needs.recogniser import Recogniser

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
PART = "development"
MOST_HEARD = 8  # as many as the web tells the dialogue


@dataclass(frozen=True)
class Hint:
    """What would be offered beside the needs that are looked for: how likely, and is it one that was told?"""

    likely: float
    right: bool


def hints_in(recogniser: Recogniser, situations: Iterable[Measured]) -> Iterator[Hint]:
    """The hint of each situation that has one, however unlikely."""
    for one in situations:
        heard = [{"id": need.id, "score": need.score} for need in recogniser.recognise(one.text)[:MOST_HEARD]]
        told = [Said(one.text, "tell_situation", {"needs": heard}, None, "web", 1.0)]
        known = {need.id for need in clear_needs(recogniser, told)}
        if (found := likeliest_beside(recogniser, told, known)) is not None:
            yield Hint(found[0], found[1] in one.needs)


def lines(hints: Sequence[Hint], of: int) -> Iterator[str]:
    """A line a threshold: how many hints are made, and what share of them is right."""
    for threshold in THRESHOLDS:
        made = [hint for hint in hints if hint.likely >= threshold]
        right = sum(hint.right for hint in made)
        share = right / len(made) if made else 0.0
        yield f"{threshold:.2f}: {len(made)} hints in {of} situations, right {share:.3f} ({right})"


def main() -> None:
    """Print the table."""
    situations = load_measured(PART)
    hints = list(hints_in(Recogniser.load(BotSettings.from_env().build_dir), situations))
    for line in lines(hints, len(situations)):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
