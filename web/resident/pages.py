"""The short pages behind the footer: privacy, accessibility, staying safe."""

from flask import Blueprint, render_template

from web.parts import parts
from web.resident.hold import RESIDENT_IDLE_MINUTES
from web.resident.safety import numbers


def privacy() -> str:
    """What is kept, why, for how long, and who sees it."""
    return render_template("resident/privacy.html", keeping=parts().settings.keeping)


def accessibility() -> str:
    """What works, what is known not to, and whom to tell."""
    return render_template("resident/accessibility.html")


def safety() -> str:
    """What leaving quickly does and does not hide."""
    return render_template("resident/safety.html", numbers=numbers(), idle_minutes=RESIDENT_IDLE_MINUTES)


def add_to(blueprint: Blueprint) -> None:
    """Opens the pages on the resident's blueprint."""
    for view in (privacy, accessibility, safety):
        blueprint.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET"])
