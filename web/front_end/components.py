"""GOV.UK Frontend's components as Jinja macros, for every template of the site."""

import re
from collections.abc import Callable

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader

_PACKAGE = "govuk_frontend_jinja"
_BEFORE_A_TAG = re.compile(r"^[ \t]+(?=\{[%#])", re.MULTILINE)
_AFTER_A_TAG = re.compile(r"(?<=[%#]\})\n")


class _Trimmed(PackageLoader):
    """The package's templates as they are meant to be read: a line that is only a tag leaves none behind.

    The environment's own settings for this would also join words in our templates, which are written without.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        source, name, fresh = super().get_source(environment, template)
        return _AFTER_A_TAG.sub("", _BEFORE_A_TAG.sub("", source)), name, fresh


def components() -> BaseLoader:
    """A loader of `govuk_frontend_jinja/components/<part>/macro.html`, and of what these load themselves."""
    return PrefixLoader({_PACKAGE: _Trimmed(_PACKAGE)})
