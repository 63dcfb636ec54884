"""What may go wrong before Signpost answers, each as one sentence a council officer can act on."""

from __future__ import annotations


class LaunchError(Exception):
    """A sentence that says what is wrong and what to do; shown alone, never with a traceback."""
