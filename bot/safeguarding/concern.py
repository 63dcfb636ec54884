"""Rules and the second opinion brought together: what a message raises, an alert or a check.

The plainest rules in words (`alone`) always act. Every other rule acts or asks together with the second
opinion, which has to find a danger likely, the less so the firmer the rule. A likeness to the reviewed
examples of a category is an alert where it is sure enough; the category's own file says how sure. Below
that the second opinion is a check at most.
"""

from dataclasses import dataclass

from bot.safeguarding.screen import Finding, Level, Screen
from bot.safeguarding.second_opinion.opinion import Opinion, Sureness

OPINION = "second_opinion"  # what the record of a check says in place of the id of a rule
LIKE_EXAMPLES = "like_examples"  # the rule of every category that goes by its reviewed examples
# Fewer words answer a question ("that she is safe"): half a suspicion of them is no reason to ask another,
# and it takes more to be sure of them.
WORDS_OF_A_STORY = 6


@dataclass(frozen=True)
class Concern:
    """Decides what is raised. Pure; shared by threads."""

    screen: Screen
    sureness: Sureness

    def findings(self, text: str, opinion: Opinion, need: str | None = None) -> tuple[Finding, ...]:
        """Everything that `text` raises, the most urgent first; of those as urgent, the likeliest.

        `need`: what the words plainly tell of, if anything; it may explain them without any danger.
        """
        found = self.screen.all_findings(text)
        if not opinion.risk:
            return found or self._asked(text)
        found = tuple(kept for finding in found if (kept := self._weighed(finding, opinion)) is not None)
        learned = self._learned(text, opinion, need)
        if learned is not None and (learned.level.is_alert or not found):
            found = (*found, learned)
        return tuple(sorted(found, key=lambda f: (f.level.rank, -opinion.risk.get(f.category, 0.0))))

    def _asked(self, text: str) -> tuple[Finding, ...]:
        """Where nobody can agree with a sign, it asks."""
        return tuple(
            Finding(category, Level.CHECK, rule) for category, rule in self.screen.soft(text).items()
        )

    def _weighed(self, finding: Finding, opinion: Opinion) -> Finding | None:
        """What a rule found, once the second opinion was asked; the plainest rules do not ask it."""
        if self.screen.acts_alone(finding):
            return finding
        if finding.level.is_alert:
            agreed = opinion.risky >= self.sureness.with_rule
            return finding if agreed else Finding(finding.category, Level.CHECK, finding.rule)
        return finding if opinion.risky >= self.sureness.check_with_rule else None

    def _learned(self, text: str, opinion: Opinion, need: str | None) -> Finding | None:
        """What the second opinion adds: an alert, a check or nothing."""
        short = len(text.split()) < WORDS_OF_A_STORY
        category, _ = opinion.likeliest("risk")
        if opinion.risky >= self.sureness.with_words and not short:
            soft = self.screen.soft(text)
            named = max(soft, key=lambda c: opinion.risk.get(c, 0.0), default=category)
            if opinion.risk.get(named, 0.0) >= self.sureness.category and named in soft:
                return Finding(named, self.screen.level_of(named), soft[named])
        sure = self.screen.sure_by_example(category)
        if need is not None and need not in self.sureness.needs_of_danger:
            sure = max(sure, self.sureness.beside_need)
        if opinion.risky >= (max(sure, self.sureness.of_few_words) if short else sure):
            return Finding(category, self.screen.level_of(category), f"{category}.{LIKE_EXAMPLES}")
        if opinion.risky >= self.sureness.check and not short:
            return Finding(category, Level.CHECK, OPINION)
        return None
