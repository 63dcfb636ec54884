"""What can go wrong in the directory, by name: each carries one sentence fit to be shown."""


class DirectoryError(Exception):
    """Anything this room could not do; `str()` of it is one sentence that says what to do next."""


class SettingsError(DirectoryError):
    """A setting is missing or makes no sense."""


class FeedUnreadable(DirectoryError):
    """The file given to `import` is not a feed at all: nothing of it was used."""


class BadRow(DirectoryError):
    """One entry of a feed cannot be a service; the rest of the feed is used."""


class NotBuilt(DirectoryError):
    """Something made by `python -m directory build` is not there yet."""


class StoreError(DirectoryError):
    """The directory's database could not be opened or written."""


class UnknownPostcode(DirectoryError):
    """Somebody asked the open data about a postcode that does not exist."""


class ExportFailed(DirectoryError):
    """The open data could not be written where it was to go."""


class NotPossible(DirectoryError):
    """Something an editor asked for that cannot be; `code` names the sentence in web/words/editor.yml."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ValidatorMissing(DirectoryError):
    """The library that checks JSON against schemas is not installed."""
