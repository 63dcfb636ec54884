"""The short pages behind the footer and beside the chat: privacy, accessibility, staying safe, languages."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template

from web.parts import parts
from web.resident.comfort import words_here
from web.resident.hold import RESIDENT_IDLE_MINUTES
from web.resident.languages import OtherLanguage, other_languages
from web.resident.safety import numbers
from web.words.book import words

# Set in the session of a browser that was shown what comes before the chat.
TOLD = "told"


def before_you_start(languages: Sequence[OtherLanguage]) -> str:
    """What to know before anything is written: what this is, how to leave quickly, what is kept."""
    known = {"numbers": numbers(), "idle_minutes": RESIDENT_IDLE_MINUTES}
    return render_template("resident/start.html", say=words_here("start"), languages=languages, **known)


def privacy() -> str:
    """What is kept, why, for how long, and who sees it."""
    return render_template(
        "resident/privacy.html", keeping=parts().settings.keeping, say=words_here("my_data")
    )


def accessibility() -> str:
    """What works, what is known not to, and whom to tell."""
    return render_template("resident/accessibility.html")


def safety() -> str:
    """What leaving quickly does and does not hide."""
    return render_template("resident/safety.html", numbers=numbers(), idle_minutes=RESIDENT_IDLE_MINUTES)


def languages() -> str:
    """Every language that has fixed texts, each by its own name."""
    return render_template(
        "resident/languages.html", languages=other_languages().values(), say=words("languages")
    )


def in_language(code: str) -> str:
    """How this works, how to stay safe and how to get an interpreter, in one language; 404 without one."""
    language = other_languages().get(code) or abort(404)
    return render_template(
        "resident/in_language.html",
        language=language,
        say=words("languages"),
        phone=parts().settings.council_phone,
        days=parts().settings.keeping.words_days,
    )


def add_to(blueprint: Blueprint) -> None:
    """Opens the pages on the resident's blueprint."""
    for view in (privacy, accessibility, safety, languages):
        blueprint.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET"])
    blueprint.add_url_rule("/languages/<code>", view_func=in_language, methods=["GET"])
