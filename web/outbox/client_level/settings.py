"""Settings of the national return, read by web/outbox/settings.py: the council's code, its specification."""

import re
from dataclasses import dataclass
from pathlib import Path

from web.exceptions import SettingsError
from web.outbox.client_level.specification import Specification, specification
from web.variables import Reader

_CODE = re.compile(r"\d{3}")
_INVENTED = "000"  # no council's


@dataclass(frozen=True)
class ClientLevel:
    """`code`: the number by which social care collections know the council; without it there is no return."""

    code: str = ""
    file: Path | None = None

    @property
    def specification(self) -> Specification:
        """What a row must be."""
        return specification(self.file)


def read_client_level(read: Reader, *, invented: bool) -> ClientLevel:
    """The settings, or a SettingsError. `invented`: the demonstration's council, which has nobody's code."""
    code = read.text("CLD_COUNCIL_CODE", _INVENTED if invented else "")
    if code and not _CODE.fullmatch(code):
        raise SettingsError(
            "CLD_COUNCIL_CODE must be the council's three figures in social care collections."
        )
    file = read.text("CLD_FILE", "")
    made = ClientLevel(code, Path(file).absolute() if file else None)
    if file:
        specification(made.file)  # a wrong file stops the start, not somebody's quarter
    return made
