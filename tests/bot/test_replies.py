"""A message sent again gets the same replies, and is not taken twice."""

from bot.replies import LastReplies

REPLIES = [{"text": "What's been happening?"}]


def test_the_same_message_gets_the_same_replies() -> None:
    last = LastReplies()
    last.keep("rosa", "m1", REPLIES)
    assert last.to("rosa", "m1") == REPLIES


def test_another_message_sender_or_none_does_not() -> None:
    last = LastReplies()
    last.keep("rosa", "m1", REPLIES)
    last.keep("amir", None, REPLIES)
    assert last.to("rosa", "m2") is None
    assert last.to("amir", "m1") is None
    assert last.to("amir", None) is None
    assert last.to("rosa", None) is None


def test_it_does_not_grow_for_ever() -> None:
    last = LastReplies(most=2)
    for sender in ("rosa", "amir", "rosa", "grace"):
        last.keep(sender, "m", REPLIES)
    assert last.to("amir", "m") is None
    assert last.to("rosa", "m") == REPLIES
