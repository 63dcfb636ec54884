"""The form about a site, read and checked. Pure: fields in, a site or the codes of what is wrong out."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from werkzeug.datastructures import MultiDict

from web.forms import day_in, typed
from web.models.contact import Channel
from web.models.handoff import Team
from web.models.site import Site
from web.numbers.belonging import is_slug
from web.store.sites import Draft

LONGEST_DAYS, MOST_WEEKS, MOST_DISTRICTS = 366, 52, 60
LONGEST_NAME, LONGEST_TRIED, LONGEST_QUESTION = 120, 2000, 500
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\Z")
Stage = Literal["new", "planned", "running", "over", "withdrawn"]
TEXTS = ("name", "slug", "tried", "first_day", "last_day", "baseline_weeks", "districts")
LISTS = ("channels", "teams")


@dataclass(frozen=True)
class SiteForm:
    """The fields as written, and the code of what is wrong with each."""

    values: dict[str, str]
    lists: dict[str, list[str]]
    by_address: bool = False
    problems: dict[str, str] = field(default_factory=dict)


def stage_of(site: Site, today: date) -> Stage:
    """Where a site stands."""
    if site.withdrawn_at is not None:
        return "withdrawn"
    if today < site.first_day:
        return "planned"
    return "running" if today <= site.last_day else "over"


def empty() -> SiteForm:
    """The form for a new site."""
    return SiteForm(dict.fromkeys(TEXTS, "") | {"baseline_weeks": "12"}, {name: [] for name in LISTS})


def form_of(site: Site) -> SiteForm:
    """The form as the site stands."""
    values = {
        "name": site.name, "slug": site.slug, "tried": site.tried, "first_day": site.first_day.isoformat(),
        "last_day": site.last_day.isoformat(), "baseline_weeks": str(site.baseline_weeks),
        "districts": ", ".join(site.districts),
    }  # fmt: skip
    return SiteForm(values, {"channels": list(site.channels), "teams": list(site.teams)}, site.by_address)


def read_form(posted: MultiDict[str, str], site: Site | None, stage: Stage) -> SiteForm:
    """What was written; what may no longer be changed at this stage is as the site has it."""
    form = SiteForm(
        {name: typed(posted, name) for name in TEXTS},
        {name: posted.getlist(name) for name in LISTS},
        bool(posted.get("by_address")),
    )
    if site is None:
        return form
    stands = form_of(site)
    if stage == "planned":
        return replace(form, values=form.values | {"slug": site.slug})
    kept = {"name": form.values["name"], "tried": form.values["tried"]}
    if stage == "running":
        kept["last_day"] = form.values["last_day"]
    return replace(stands, values=stands.values | kept)


def checked(form: SiteForm, site: Site | None, stage: Stage, today: date) -> tuple[SiteForm, Draft | None]:
    """The form with the codes of its problems, in the order of the page; and the site, if there are none."""
    first, last = day_in(form.values["first_day"]), day_in(form.values["last_day"])
    districts = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", form.values["districts"].upper())))
    weeks = form.values["baseline_weeks"]
    wrong = {
        "name": not 1 <= len(form.values["name"]) <= LONGEST_NAME,
        "slug": not is_slug(form.values["slug"]),
        "tried": not 1 <= len(form.values["tried"]) <= LONGEST_TRIED,
        "first_day": first is None or (stage in ("new", "planned") and first <= today),
        "last_day": not _ends_well(first, last, site, stage, today),
        "baseline_weeks": not (weeks.isascii() and weeks.isdecimal() and int(weeks[:4]) <= MOST_WEEKS),
        "channels": not set(form.lists["channels"]) <= set(Channel),
        "districts": len(districts) > MOST_DISTRICTS or not all(map(_DISTRICT.match, districts)),
        "teams": not set(form.lists["teams"]) <= set(Team),
    }
    problems = {name: name for name, is_wrong in wrong.items() if is_wrong}
    problems |= _about_conditions(form, districts)
    form = replace(form, problems=problems)
    if problems or first is None or last is None:
        return form, None
    return form, Draft(
        form.values["slug"], form.values["name"], form.values["tried"], first, last, int(weeks),
        tuple(sorted(set(form.lists["channels"]))), tuple(sorted(districts)),
        tuple(sorted(set(form.lists["teams"]))), form.by_address,
    )  # fmt: skip


def _about_conditions(form: SiteForm, districts: tuple[str, ...]) -> dict[str, str]:
    if form.by_address and districts:
        return {"districts": "address_place"}
    conditions = (*form.lists["channels"], *form.lists["teams"], *districts)
    return {} if conditions or form.by_address else {"channels": "conditions"}


def _ends_well(first: date | None, last: date | None, site: Site | None, stage: Stage, today: date) -> bool:
    if first is None or last is None or not 0 < (last - first).days < LONGEST_DAYS:
        return False
    return stage == "over" or last >= today
