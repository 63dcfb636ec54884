"""Pages compiled once for a whole run of the tests: hundreds of sites are opened, all of the same templates.

Compiling a page takes many times as long as drawing it, and was half of what the tests of `web` took.
What is drawn is the same: jinja asks this cache by the template's name, file and content.
"""

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledOnce(BytecodeCache):
    """Keeps what was compiled in memory, for as long as the process of the tests lives."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives this template's code, if it was compiled before with the same extensions."""
        bucket.code = self._kept.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps this template's code."""
        if bucket.code is not None:
            self._kept[_key(bucket)] = bucket.code


def compile_pages_once() -> None:
    """From now on every site that is opened in this process shares what is compiled."""
    Flask.jinja_options = {"bytecode_cache": CompiledOnce()}


def _key(bucket: Bucket) -> tuple[str, str, str]:
    return bucket.key, bucket.checksum, " ".join(sorted(bucket.environment.extensions))
