"""Has somebody asked for what must always be honoured: an assessment, a person, to report abuse?"""

from functools import cache
from pathlib import Path

import yaml

from bot.patterns.rulebook import Rulebook

HERE = Path(__file__).parent


class Requests:
    """The rules of `rules/*.yml` in the order of `order.yml`. Deterministic; shared by threads."""

    def __init__(self, rulebook: Rulebook, order: tuple[str, ...]) -> None:
        self.rulebook = rulebook
        self.order = order

    @classmethod
    def load(cls, folder: Path = HERE / "rules") -> "Requests":
        """Compile every rule; RuleError if one of them cannot be understood."""
        order = yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"]
        return cls(Rulebook.load(folder, HERE / "guards.yml"), tuple(order))

    def hear(self, text: str) -> str | None:
        """The exact id of the request that wins, or None."""
        heard = {rule.outcome for rule in self.rulebook.met_by(text)}
        return next((request for request in self.order if request in heard), None)


@cache
def _requests() -> Requests:
    return Requests.load()


def hear_request(text: str) -> str | None:
    """The winning request in `text`, by the rules that ship; they are read at the first call."""
    return _requests().hear(text)
