"""Files that appear whole or not at all, whatever is killed meanwhile."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write it beside its place and rename it, on disk before this returns. Readable by our account alone."""
    draft, name = tempfile.mkstemp(dir=file.parent, prefix=".draft-")  # made 0600
    try:
        with os.fdopen(draft, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, file)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync(file.parent)


def _sync(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
