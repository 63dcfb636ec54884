"""What is told of unmet needs: no small number stands beside a small place."""

from directory.database import begin_writing
from directory.freshness.report import SEVERAL_PLACES, without_few
from directory.models.signpost import NeedSource, ServiceNeed
from directory.queries.health import SURE
from directory.unmet import UnmetSum
from tests.directory.freshness.conftest import Desk, old_service


def test_it_works() -> None:
    told = without_few(
        [
            UnmetSum("pets", "DN15", "chat", 3),
            UnmetSum("pets", "DN15", "search", 2),
            UnmetSum("pets", "DN16", "chat", 2),
            UnmetSum("pets", "DN17", "chat", 1),
            UnmetSum("safe_at_home", "DN17", "chat", 1),
            UnmetSum("pets", "", "chat", 1),
        ]
    )
    assert told == (
        UnmetSum("pets", "DN15", "", 5),
        UnmetSum("pets", SEVERAL_PLACES, "", 3),
        UnmetSum("pets", "", "", 1),
        UnmetSum("safe_at_home", SEVERAL_PLACES, "", 1),
    )


def test_nothing_is_lost_and_nothing_stays_nothing() -> None:
    assert without_few([]) == ()
    many = [UnmetSum("pets", f"DN{number}", "chat", number) for number in range(1, 9)]
    assert sum(each.times for each in without_few(many)) == sum(range(1, 9))


def test_a_need_counts_as_answered_unless_it_was_only_guessed_at(desk: Desk) -> None:
    desk.take_in(old_service())
    with begin_writing(desk.sessions) as session:
        session.query(ServiceNeed).delete()
        for need, sure in (("meals", SURE), ("pets", SURE - 0.01)):
            row = ServiceNeed(service_id="lunch-1", need_id=need, confidence=sure)
            row.source = NeedSource.RECOGNISER
            session.add(row)
    counted = desk.keeper.health(["meals", "pets"]).sums.by_need
    assert (counted["meals"].whole, counted["pets"].whole) == (1, 0)
