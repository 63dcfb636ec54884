"""`python -m web.front_end`: makes the pages' styles and script, or finds that they are made."""

import sys

from web.exceptions import sentence
from web.front_end.build import NotMade, build
from web.front_end.settings import build_dir


def main() -> int:
    """0 when they are there; 1 with a sentence on standard error when they could not be made."""
    try:
        build(build_dir())
    except (NotMade, OSError) as problem:
        print(sentence(problem), file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
