"""Lets Rasa train and serve a model without neural parts, and without loading TensorFlow.

Rasa imports every component it ships with, and TensorFlow with them: seconds and half a gigabyte
for code that this bot never runs. `make_rasa_lean()` must run before the first `import rasa`. It
- lists to Rasa only the built-in components that config.yml names, and
- answers `import tensorflow` with empty shells, enough for class statements that are read and never used.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence

NOT_NEEDED = ("tensorflow", "tensorflow_addons", "keras", "skops")
COMPONENTS_MODULE = "rasa.engine.recipes.default_components"


class _ShellType(type):
    """Any attribute of a shell is the shell itself, so `tf.keras.callbacks.Callback` can be a base class."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Shell


class Shell(metaclass=_ShellType):
    """Stands where a TensorFlow class would; it can be inherited from, not used."""


class ShellModule(types.ModuleType):
    """A module in which every name is a Shell."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Shell


class ShellFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers the import of the packages in NOT_NEEDED, whether or not they are installed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A shell for what is not needed; None, and so the ordinary import, for everything else."""
        if fullname.split(".")[0] in NOT_NEEDED:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """An empty shell of that name."""
        return ShellModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run in a shell."""


def make_rasa_lean() -> None:
    """Prepare this process for Rasa without its neural parts; harmless when called twice."""
    if COMPONENTS_MODULE in sys.modules:
        return
    sys.meta_path.insert(0, ShellFinder())
    listing = types.ModuleType(COMPONENTS_MODULE)
    sys.modules[COMPONENTS_MODULE] = listing

    from rasa.core.policies.memoization import MemoizationPolicy
    from rasa.core.policies.rule_policy import RulePolicy

    listing.DEFAULT_COMPONENTS = [MemoizationPolicy, RulePolicy]  # type: ignore[attr-defined]
