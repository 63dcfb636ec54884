"""A zip from elsewhere, opened with care: no folder outside itself, no bomb, nothing written anywhere."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from directory.exceptions import FeedUnreadable

MOST_BYTES = 300_000_000  # of all files together, unpacked
MOST_FILES = 1000
MOST_PACKED = 200  # times smaller than its content: text packs to a tenth, a bomb to a thousandth
SMALL = 1_000_000  # bytes that may be packed as they like
AT_ONCE = 1 << 20
# What zip programs write. Of other packings Python unpacks a whole block at once, however large it becomes.
BOUNDED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def unzipped(data: bytes, name: str, endings: tuple[str, ...]) -> dict[str, bytes]:
    """The files with these endings, by name without folders, the least deep first.

    FeedUnreadable for what is no zip, is locked, or tries to do harm; the sentence says which.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = _members(opened, name)
            return _contents(
                opened, [each for each in members if each.filename.lower().endswith(endings)], name
            )
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zipfile.LargeZipFile) as error:
        raise FeedUnreadable(f"{name} is not a sound zip file ({type(error).__name__}).") from None
    except RuntimeError:  # what zipfile raises for a locked member
        raise FeedUnreadable(f"{name} is locked by a password; save it without one.") from None
    except zlib.error:  # damaged in the middle
        raise FeedUnreadable(f"{name} is a damaged zip file.") from None


def _members(opened: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = opened.infolist()
    if len(members) > MOST_FILES:
        raise FeedUnreadable(f"{name} holds {len(members)} files: no feed does.")
    for each in members:
        path = PurePosixPath(each.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1]:
            raise FeedUnreadable(f"{name} names a file outside itself; nothing of it was used.")
        if each.file_size > max(SMALL, each.compress_size * MOST_PACKED):
            raise FeedUnreadable(f"{name} unpacks to far more than it should; nothing of it was used.")
    if sum(each.file_size for each in members) > MOST_BYTES:
        raise FeedUnreadable(f"{name} unpacks to more than {MOST_BYTES // 1_000_000} MB: no feed does.")
    return sorted(members, key=lambda each: (each.filename.count("/"), each.filename))


def _contents(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for each in members:
        short = PurePosixPath(each.filename.replace("\\", "/")).name
        if not each.is_dir() and short and short not in contents and "__MACOSX" not in each.filename:
            contents[short] = _read(opened, each, name)
    return contents


def _read(opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """One file, never more of it than its entry admits: entries can lie."""
    if member.compress_type not in BOUNDED:
        raise FeedUnreadable(f"{name} is packed in a way that is not read; save it as an ordinary zip.")
    pieces, size = [], 0
    with opened.open(member) as stream:
        while piece := stream.read(AT_ONCE):
            size += len(piece)
            if size > member.file_size:
                raise FeedUnreadable(f"{name} unpacks to far more than it should; nothing of it was used.")
            pieces.append(piece)
    return b"".join(pieces)
