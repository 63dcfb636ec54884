"""What our papers say of themselves, from the settings and the words: `about` is where every PDF begins."""

from datetime import datetime

from web.paper.sheet import About
from web.settings import WebSettings
from web.words.book import words


def about(
    title: str, settings: WebSettings, made_at: datetime, *, invented: bool = False, large: bool = False
) -> About:
    """`invented`: the contacts are a demonstration's, and every page says so. `large`: in large print."""
    said = words("paper")
    mark, looks = str(said["invented"]) if invented else "", settings.looks
    return About(
        f"{settings.council_name}: {title}", str(said["page"]), made_at, mark=mark, large=large,
        fonts=settings.paper_fonts, logo=looks.logo.content if looks.logo else None,
        brand=looks.brand.parts if looks.brand else None,
    )  # fmt: skip
