"""pygal, without the finder of modules that it leaves behind in the interpreter.

The finder serves its map plug-ins, which we do not have, by a protocol that Python gave up in 3.12; while it
stands there, every later import in the process warns. Import pygal from here.
"""

import sys

import pygal  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

__all__ = ["Style", "pygal"]
