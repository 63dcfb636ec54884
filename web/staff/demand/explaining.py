"""Why figures cannot be true together, and what an intervention does, in sentences."""

from web.demand.counted import Counted
from web.demand.inputs import known
from web.demand.interventions import Intervention
from web.demand.pathway import Impossible
from web.demand.typed import in_field
from web.templating import day, with_minus
from web.words.book import words


def impossible(why: Impossible) -> str:
    """A sentence a manager can act on."""
    said = words("demand")
    told = known().get(why.which)
    which = str(said["stages"].get(why.which) or (told.label if told else why.which))
    code = "over_month" if why.code == "over" and why.month else why.code
    sentence = str(said["impossible"][code]).format(which=which, month=why.month)
    return sentence[0].upper() + sentence[1:]


def counted_as(name: str, counted: Counted) -> str:
    """What Signpost counted, out of what and when."""
    said = words("demand")["figures"]
    told = said["contacts_counted"] if name == "contacts" else said["counted"]
    days = {"first": day(counted.first), "last": day(counted.last)}
    return str(told).format(number=f"{counted.number:,}", out_of=f"{counted.out_of:,}", **days)


def what_it_does(each: Intervention) -> str:
    """What an intervention changes, from when, by how much and at what cost."""
    said, effect = words("demand")["scenario"], each.effect
    low, central, high = (_signed(number) for number in (effect.low, effect.central, effect.high))
    instead = known().get(each.instead)
    return str(said["each"]).format(
        target=known()[each.target].label,
        effect=central,
        range=said["each_range"].format(low=low, high=high) if effect.is_wide else "",
        start=each.start,
        ramp=said["each_ramp"].format(ramp=each.ramp) if each.ramp > 1 else "",
        instead=said["each_instead"].format(instead=instead.label) if instead else "",
        cost=said["each_cost"].format(once=f"{each.once:,.0f}", monthly=f"{each.monthly:,.0f}")
        if each.once or each.monthly
        else "",
    )


def _signed(number: float) -> str:
    return f"+{in_field(number)}" if number > 0 else with_minus(in_field(number))
