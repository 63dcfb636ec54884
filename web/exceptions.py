"""Errors this room raises by name. No message ever holds a person's words, name or number."""


class WebError(Exception):
    """Root of what this room raises."""


class SettingsError(WebError):
    """A setting is missing or wrong; the message is a sentence that says what to do."""


class UnreadableSecret(WebError):
    """A stored private value cannot be opened with any key we hold."""


class HandoffConflict(WebError):
    """The same idempotency key, or the same reference, came with a different conversation or kind."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NameTaken(WebError):
    """A staff account of that name exists already."""


class WeakPassword(WebError):
    """The password offered for a staff account is too short."""
