"""Styles, scripts and pictures as browsers get them: under `/static/`, marked with a hash, packed, kept long.

Two folders lie one over the other: what was built, and `web/static`. Only these files are ever packed: a page
holds the proof of its form beside words that somebody typed, and its length, packed, would tell of both.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

from web.front_end.ingredients import made_in

_OWN = Path(__file__).parents[1] / "static"
_PACKED = ("text/", "image/svg")  # pictures and fonts are packed already
_A_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True)
class File:
    """One file as it stood when it was read."""

    type: str
    content: bytes

    @cached_property
    def mark(self) -> str:
        """Changes with the content, so that an address with it may be kept for ever."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def packed(self) -> bytes | None:
        """The content for browsers that unpack gzip, where that makes it smaller."""
        if not self.type.startswith(_PACKED):
            return None
        made = gzip.compress(self.content, 9, mtime=0)
        return made if len(made) < len(self.content) else None


def install(app: Flask, build_dir: Path) -> None:
    """Serves the files, and marks every address that `url_for("static", ...)` makes."""
    folders = (made_in(build_dir), _OWN)

    @app.url_defaults
    def mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (file := find(folders, values["filename"])):
            values.setdefault("v", file.mark)

    def send(filename: str) -> Response:
        return answer(find(folders, filename) or abort(404))

    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=send)


def find(folders: Sequence[Path], name: str) -> File | None:
    """The file of this name in the first folder that has it; None where no folder does."""
    for folder in folders:
        path = safe_join(str(folder), name)
        if path and (file := Path(path)).is_file():
            state = file.stat()
            return _read(file, state.st_mtime_ns, state.st_size)
    return None


def answer(file: File) -> Response:
    """The file for this browser; short where it has it already."""
    packed = file.packed if request.accept_encodings["gzip"] else None
    response = Response(packed or file.content, content_type=_with_letters(file.type))
    response.headers["Cache-Control"] = _A_YEAR if request.args.get("v") == file.mark else _ASK_AGAIN
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{file.mark}-packed" if packed else file.mark)
    response.make_conditional(request)
    return response


def _with_letters(type_: str) -> str:
    return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int, _size: int) -> File:
    """A file of this state is read and packed once in a process; changed, it is another."""
    return File(mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())
