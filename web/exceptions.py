"""Errors this room raises by name. No message ever holds a person's words, name or number."""


class WebError(Exception):
    """Root of what this room raises."""


class SettingsError(WebError):
    """A setting is missing or wrong; the message is a sentence that says what to do."""


class UnreadableSecret(WebError):
    """A stored private value cannot be opened with any key we hold."""


class AnswerNotKept(WebError):
    """An answer could not be stored, and no other answer to the same message was there either."""


class HandoffConflict(WebError):
    """The same idempotency key, or the same reference, came with a different conversation or kind."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NameTaken(WebError):
    """A staff account of that name exists already."""


class WeakPassword(WebError):
    """The password offered for a staff account is too easily guessed; `code` says why."""

    def __init__(self, code: str, shortest: int, longest: int) -> None:
        said = {
            "name": "A password must not hold the name of its account.",
            "common": "That password is one of the first to be guessed. Three or four words that have "
            "nothing to do with each other are a good one.",
        }
        length = f"A password must have from {shortest} to {longest} characters."
        super().__init__(said.get(code, length))
        self.code = code


class CouncilSignInFailed(WebError):
    """The council's own sign-in did not answer as it must; `code` says what was wrong with its answer."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The council's own sign-in could not be used: {code}.")
        self.code = code


class StillOpen(WebError):
    """Something cannot be erased yet: somebody has still to act on it."""


class StoreUnavailable(WebError):
    """The contacts store cannot be opened; the message says where to look."""


def sentence(error: Exception) -> str:
    """What a person at the command line is told of `error`: our own sentence, or what the machine refused."""
    if not isinstance(error, OSError):
        return str(error)
    where = f" ({error.filename})" if error.filename else ""
    return f"The machine refused: {error.strerror or type(error).__name__}{where}."
