"""Ages as people say them."""

import pytest

from directory.matching.ages import age_in


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("im 13 and i look after my mum", 13),
        ("I\u2019m 82 and unsteady", 82),
        ("my mum is 91", 91),
        ("my 19 year old son", 19),
        ("man aged 70", 70),
        ("he's 18 stone", None),
        ("she is 3 months into it", None),
        ("mum is 81 and dad is 84", None),
        ("aged 400", None),
        ("the number 7 bus", None),
        ("", None),
    ],
)
def test_an_age_is_read_only_where_it_is_plain(said, age):
    assert age_in(said) == age
