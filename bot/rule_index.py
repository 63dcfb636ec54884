"""Finds the rules that may apply by looking them up, where Rasa holds every rule against every message.

A rule that names the previous action and the intent of its last step can only apply where both are the
present ones. Rasa's own check then decides about the few that are left, so that the outcome is the same
(tests/conversations/test_rule_index.py). Training, which tries every rule on every story, gains most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.slots import Slot

State = Mapping[str, Mapping[str, Any]]
Place = tuple[str | None, str | None]
_ANY = "\0any"  # the place of rules that name an action in some other way


class RuleIndex:
    """The rules of one lookup, by the action before their last step and by the intent in it."""

    def __init__(self, policy: RulePolicy, rules: Mapping[str, str]) -> None:
        self.rules, self.size = rules, len(rules)
        self._by_place: dict[Place, set[str]] = defaultdict(set)
        for rule in rules:
            self._by_place[_place(policy._rule_key_to_state(rule)[-1])].add(rule)

    def may_apply(self, state: State) -> set[str]:
        """All rules whose last step can be this state, and a few more."""
        action, intent = _place(state)
        places: Iterable[Place] = ((action, intent), (action, None), (_ANY, intent), (_ANY, None))
        return set().union(*(self._by_place.get(place, ()) for place in places))


def _place(state: State) -> Place:
    before = state.get(PREVIOUS_ACTION)
    if not before:
        return None, None
    action, intent = before.get("action_name"), state.get(USER, {}).get("intent")
    return (action if _is_set(action) else _ANY), (intent if _is_set(intent) else None)


def _is_set(value: Any) -> bool:
    return bool(value) and value != SHOULD_NOT_BE_SET


def look_rules_up() -> None:
    """Let every rule policy of this process work this way; harmless when called twice."""
    RulePolicy._get_possible_keys = _possible_keys
    Slot.__copy__ = _copy_of_slot


def _possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """The rules that apply to these states, as Rasa's own method finds them."""
    if not states:
        return set(lookup)
    possible = _index(self, lookup).may_apply(states[-1])
    for turn, state in enumerate(reversed(states)):
        possible = {rule for rule in possible if self._is_rule_applicable(rule, turn, state)}
        if not possible:
            break
    return possible


def _index(policy: RulePolicy, lookup: dict[str, str]) -> RuleIndex:
    known: dict[int, RuleIndex] = policy.__dict__.setdefault("_signpost_indexes", {})
    index = known.get(id(lookup))
    if index is None or index.rules is not lookup or index.size != len(lookup):
        index = known[id(lookup)] = RuleIndex(policy, lookup)
    return index


def _copy_of_slot(slot: Slot) -> Slot:
    """What `copy.copy` makes of a slot, without its long way: every prediction copies all slots twice."""
    copied = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    return copied
