"""Scenarios: added, changed version by version, put away and brought back. Nothing is ever overwritten."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.demand import plan_form as form
from web.demand.inputs import known, levers
from web.demand.plan_form import Filled
from web.demand.saved import Plan, plan_as_json
from web.parts import parts
from web.staff.demand.explaining import impossible
from web.staff.demand.figures import LONGEST_KEY, sent_number
from web.staff.demand.page import new_key, opened
from web.staff.demand.reading import Scenario, as_text, council_of, problem_of, scenario_of
from web.staff.session import me
from web.store import demand as stored
from web.store.demand import Saved


def add_scenario() -> str:
    """An empty form."""
    return _page(None, form.shown("", Plan()), 0, new_key())


def send_scenario() -> Response:
    """Makes a scenario. The same form again makes no second one."""
    return _save(None)


def change_scenario(number: int) -> str:
    """The form with the newest version in it."""
    found = _found(number)
    return _page(found, form.shown(found.name, found.plan), found.version, new_key())


def send_change(number: int) -> Response:
    """Keeps a new version. The same form again, or nothing changed, makes none."""
    return _save(_found(number))


def put_away(number: int) -> Response:
    """Takes the scenario off the list. Again changes nothing."""
    _found(number)
    with parts().store.writing() as store:
        stored.put_away(store, number, now(), by=me().id)
    flash("demand_put_away")
    return redirect(url_for("demand.home"), 303)


def bring_back(number: int) -> Response:
    """Puts it back on the list. Again changes nothing."""
    _found(number)
    with parts().store.writing() as store:
        stored.put_away(store, number, None, by=me().id)
    flash("demand_brought_back")
    return redirect(url_for("demand.scenario", number=number), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    one = "/scenarios/<int:number>"
    blueprint.add_url_rule("/scenarios/add", view_func=add_scenario, methods=["GET"])
    blueprint.add_url_rule("/scenarios/add", view_func=send_scenario, methods=["POST"])
    blueprint.add_url_rule(f"{one}/change", view_func=change_scenario, methods=["GET"])
    blueprint.add_url_rule(f"{one}/change", view_func=send_change, methods=["POST"])
    blueprint.add_url_rule(f"{one}/put-away", view_func=put_away, methods=["POST"])
    blueprint.add_url_rule(f"{one}/bring-back", view_func=bring_back, methods=["POST"])


def _found(number: int) -> Scenario:
    with parts().store.reading() as store:
        found = scenario_of(store, number) if number else None
    return found or abort(404)


def _save(old: Scenario | None) -> Response:
    key, based_on = request.form.get("key", "")[:LONGEST_KEY], sent_number(request.form.get("based_on", ""))
    filled = form.read(request.form)
    wrong = None if filled.problems else _impossible(filled.plan)
    if filled.problems or wrong or not key:
        return make_response(_page(old, filled, based_on, key or new_key(), wrong=wrong), 422)
    with parts().store.writing() as store:
        done, number = stored.save_scenario(
            store, old.number if old else None, filled.name, plan_as_json(filled.plan),
            key=key, based_on=based_on if old else 0, by=me().id, moment=now(),
        )  # fmt: skip
        newest = scenario_of(store, number)
    if done is Saved.BEHIND and newest is not None:
        return make_response(_page(old, filled, newest.version, new_key(), behind=True), 409)
    flash("demand_scenario_saved" if done is Saved.NEW else "demand_nothing_changed")
    return redirect(url_for("demand.scenario", number=number), 303)


def _impossible(plan: Plan) -> str | None:
    with parts().store.reading() as store:
        council = council_of(store)
    if council.missing:
        return None
    why = problem_of(council, Scenario(0, 0, "", plan, as_text(plan_as_json(plan))))
    return impossible(why) if why else None


def _page(
    old: Scenario | None,
    filled: Filled,
    based_on: int,
    key: str,
    *,
    behind: bool = False,
    wrong: str | None = None,
) -> str:
    beside = [each for each in known().values() if each.stage]
    return render_template(
        "staff/demand/change.html", **opened(), old=old, form=filled, based_on=based_on, key=key,
        behind=behind, wrong=wrong, levers=levers(), beside=beside, longest=form.LONGEST_NAME,
    )  # fmt: skip
