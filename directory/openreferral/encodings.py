"""Bytes of a feed made into text, also where they are not the UTF-8 that a feed ought to be."""

from typing import NamedTuple

from charset_normalizer import from_bytes

from directory.exceptions import FeedUnreadable

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What office programs in Britain have written over the years.
LIKELY = ["cp1252", "latin_1", "cp1250", "mac_roman", "cp437"]
SAMPLE = 100_000  # bytes around the first that is wrong: enough to guess by, quick however long the file


class Decoded(NamedTuple):
    """The text, and a sentence for the report where it was not plain UTF-8."""

    text: str
    note: str | None


def decoded(data: bytes, name: str) -> Decoded:
    """The text of a file or page called `name`; FeedUnreadable where the bytes are no text at all."""
    codec = _marked(data) or _by_its_zeros(data)
    try:
        if codec in (None, "utf-8-sig"):
            return Decoded(data.decode("utf-8-sig"), None)
        return Decoded(data.decode(codec), f"{name} was written in {codec.upper()}, not UTF-8.")
    except UnicodeDecodeError as error:
        if codec not in (None, "utf-8-sig"):
            raise FeedUnreadable(
                f"{name} is not UTF-8 text, nor sound {codec.upper()}; save it as UTF-8 and try again."
            ) from None
        return _not_quite(data, error.start, name)


def _marked(data: bytes) -> str | None:
    return next((codec for mark, codec in MARKS if data.startswith(mark)), None)


def _by_its_zeros(data: bytes) -> str | None:
    """UTF-16 without its mark: JSON and CSV begin with a plain letter, so every other byte is nought."""
    first = data[:4]
    if len(first) < 4:
        return None
    if first[1] == first[3] == 0 and first[0] and first[2]:
        return "utf-16-le"
    if first[0] == first[2] == 0 and first[1] and first[3]:
        return "utf-16-be"
    return None


def _not_quite(data: bytes, wrong_at: int, name: str) -> Decoded:
    """Mostly UTF-8 with a few broken letters stays UTF-8; anything else is read as what it looks like."""
    if b"\0" in data[:SAMPLE]:
        raise FeedUnreadable(f"{name} is not UTF-8 text, nor any other; is it the right file?")
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    sound = sum(not letter.isascii() for letter in text) - broken
    if sound > broken:
        return Decoded(text, f"{name} has {broken} letters that are not sound UTF-8; they were replaced.")
    codec = _guess(data[max(0, wrong_at - SAMPLE // 2) : wrong_at + SAMPLE // 2])
    return Decoded(data.decode(codec, "replace"), f"{name} is not UTF-8, as a feed must be: read as {codec}.")


def _guess(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=LIKELY).best()
    # Too short a sample fits many: Windows' western letters are by far the commonest here.
    return (
        best.encoding if best is not None and best.encoding in LIKELY[2:] and len(sample) > 500 else LIKELY[0]
    )
