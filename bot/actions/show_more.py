"""Shows others: the next three, or the next best one where just one of those shown is not right for them."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.find_services import FindServices
from bot.actions.refusing import RefuseOne
from bot.actions.turn import Turn

NOT_RIGHT = "not_right_for_me"


class ShowMore(FindServices):
    """The next three that fit what was asked for, never one that was shown before."""

    called = "action_show_more"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """ "The lunch club is too far" is about the lunch club; "too far" is about all of them."""
        one = RefuseOne(self.desk)
        if turn.latest.intent == NOT_RIGHT and one.refused(turn):
            return one.answer(say, turn)
        return super().answer(say, turn)
