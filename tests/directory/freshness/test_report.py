"""What is told of unmet needs: no small number stands beside a small place."""

from directory.freshness.report import SEVERAL_PLACES, without_few
from directory.unmet import UnmetSum


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
