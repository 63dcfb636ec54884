"""Runs Rasa's graph of components one after the other, where Rasa plans each run anew with dask.

Several times a turn Rasa asks for a prediction. What has to run for it, and in which order, never changes
while a model is served; planning it each time, and describing it for a log that nobody writes, costs more
than some of the components.
"""

from __future__ import annotations

from typing import Any

import rasa.core.processor
from rasa.engine.runner.dask import DaskGraphRunner


class GraphInOrder(DaskGraphRunner):  # type: ignore[misc]  # Rasa publishes no types
    """A graph runner that remembers the order in which each set of targets is reached."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._orders: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """What each target gives out; `inputs` are what no component makes, such as the message."""
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order_for(wanted)
        made: dict[str, Any] = dict(inputs or {})
        for name in self._orders[wanted]:
            needs = self._graph_schema.nodes[name].needs.values()
            made[name] = self._instantiated_nodes[name](*((need, made[need]) for need in needs))[1]
        return {name: made[name] for name in wanted}

    def _order_for(self, wanted: tuple[str, ...]) -> list[str]:
        """The names of all that must run for these targets, each after what it needs."""
        nodes = self._graph_schema.nodes
        order: list[str] = []

        def after_its_needs(name: str) -> None:
            if name in order or name not in nodes:
                return
            for need in nodes[name].needs.values():
                after_its_needs(need)
            order.append(name)

        for name in wanted:
            after_its_needs(name)
        return order


def run_graphs_in_order() -> None:
    """Let every model that is loaded from now on be run this way."""
    rasa.core.processor.DaskGraphRunner = GraphInOrder
