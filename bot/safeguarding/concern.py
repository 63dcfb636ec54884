"""Rules and the second opinion brought together: what a message raises, an alert or a check.

The plainest rules in words (`alone`) always act. Every other rule acts or asks together with the second
opinion, which has to find a danger likely, the less so the firmer the rule. A likeness to the reviewed
examples of a category is an alert where it is sure enough; the category's own file says how sure. Below
that the second opinion is a check at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.safeguarding.screen import Finding, Heard, Level, Screen
from bot.safeguarding.second_opinion.opinion import Opinion, Sureness

OPINION = "second_opinion"  # what the record of a check says in place of the id of a rule
LIKE_EXAMPLES = "like_examples"  # the rule of every category that goes by its reviewed examples
# Fewer words answer a question ("that she is safe"): half a suspicion of them is no reason to ask another,
# and it takes more to ask ("my stepfather touches my sister") and to be sure of them.
WORDS_OF_A_STORY = 6


@dataclass(frozen=True)
class Concern:
    """Decides what is raised. Pure; shared by threads."""

    screen: Screen
    sureness: Sureness

    def findings(
        self, text: str, opinion: Opinion, need: str | None = None, *, second_hand: bool = False
    ) -> tuple[Finding, ...]:
        """Everything that `text` raises, the most urgent first; of those as urgent, the likeliest.

        `need`: what the words plainly tell of, if anything; it may explain them without any danger.
        `second_hand`: the opinion is on another language than its examples are in, and has to be surer.
        """
        heard = self.screen.hear(text)
        if heard.only_asks:
            known = (f for f in heard.findings if f.rule in heard.only_asks or self.screen.acts_alone(f))
            return tuple(known)
        if not opinion.risk:
            return heard.findings or _asked(heard.soft)
        found = tuple(kept for one in heard.findings if (kept := self._weighed(one, opinion)) is not None)
        learned = self._learned(text, heard, opinion, need, second_hand)
        if learned is not None and (learned.level.is_alert or not found):
            found = (*found, learned)
        return tuple(sorted(found, key=lambda f: (f.level.rank, -opinion.risk.get(f.category, 0.0))))

    def _weighed(self, finding: Finding, opinion: Opinion) -> Finding | None:
        """What a rule found, once the second opinion was asked; the plainest rules do not ask it."""
        if self.screen.acts_alone(finding):
            return finding
        if finding.level.is_alert:
            agreed = opinion.risky >= self.sureness.with_rule
            return finding if agreed else Finding(finding.category, Level.CHECK, finding.rule)
        return finding if opinion.risky >= self.sureness.check_with_rule else None

    def _learned(
        self, text: str, heard: Heard, opinion: Opinion, need: str | None, second_hand: bool
    ) -> Finding | None:
        """What the second opinion adds: an alert, a check or nothing."""
        short = len(text.split()) < WORDS_OF_A_STORY
        named = [c for c in heard.soft if opinion.risk.get(c, 0.0) >= self.sureness.category]
        if named and not short and opinion.risky >= self.sureness.with_words:
            category = max(named, key=lambda c: opinion.risk[c])
            return Finding(category, self.screen.level_of(category), heard.soft[category])
        category, likely = opinion.likeliest("risk")
        # A danger that might be any of many is one to ask about.
        of_a_kind = likely >= self.sureness.category
        sure_of_it = of_a_kind and category not in heard.gently
        if sure_of_it and opinion.risky >= self._sure_by_example(category, short or second_hand, need):
            return Finding(category, self.screen.level_of(category), f"{category}.{LIKE_EXAMPLES}")
        asking = self.sureness.check_of_few_words if short else self.sureness.check
        if opinion.risky >= asking and (of_a_kind or not short):
            return Finding(category, Level.CHECK, OPINION)
        return None

    def _sure_by_example(self, category: str, guessing: bool, need: str | None) -> float:
        """From how likely on likeness alone is an alert: more is asked of few words, or beside a need."""
        bounds = [self.screen.sure_by_example(category)]
        if guessing:
            bounds.append(self.sureness.of_few_words)
        if need is not None and need not in self.sureness.needs_of_danger:
            bounds.append(self.sureness.beside_need)
        return max(bounds)


def _asked(soft: Mapping[str, str]) -> tuple[Finding, ...]:
    """Where nobody can agree with a sign, it asks."""
    return tuple(Finding(category, Level.CHECK, rule) for category, rule in soft.items())
