"""When people get in touch: contacts by weekday and hour."""

from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.table import Part, Row, Table, count, part
from web.words.book import words

_DAYS, _HOURS = range(7), range(24)


def hours(look: Look) -> Part:
    """Hours down, weekdays across, so that it fits a telephone; narrowed by channel and site alone."""
    said = words("dashboard")["hours"]
    notes = (said["narrowed"],) if look.chosen.is_crossed else ()
    found = look.reader.by_hour(look.chosen)
    if not found:
        return part("hours", (), (*notes, words("dashboard")["nothing"]))
    rows = tuple(Row(f"{hour:02}:00", tuple(count(found[day, hour]) for day in _DAYS)) for hour in _HOURS)
    (day, hour), most = max(found.items(), key=lambda item: item[1])
    spoken = said["said"].format(day=said["days"][day], hour=f"{hour:02}:00", number=f"{most:,}")
    days = tuple(said["short"])
    return part(
        "hours",
        (Table("hours", said["title"], said["hour"], days, rows, said["lead"], spoken, heat=True),),
        notes,
    )
