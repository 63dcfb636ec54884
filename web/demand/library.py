"""pygal, without the finder of plug-ins that it puts among the interpreter's own when it is imported.

That finder is of a kind that Python 3.12 no longer knows and 3.11 warns of at every later import; it serves
maps, which nobody draws here.
"""

import sys

import pygal  # type: ignore[import-untyped]

sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

__all__ = ["pygal"]
