"""All actions, in one list that the action server registers."""

from bot.actions.another_door import AnotherDoor
from bot.actions.answer_question import AnswerQuestion
from bot.actions.ask_need import AskNeed
from bot.actions.changing import GoBack, OtherHelp, PutRight, StartAgain
from bot.actions.checking import AskCheck, RaiseAlert, ValidateChecking
from bot.actions.closing import CloseResolved, CloseUnmet, SayGoodbye
from bot.actions.day_check import AfterDay, StartDay, ValidateDay
from bot.actions.desk import Desk
from bot.actions.elsewhere import AskElsewhere, NotInArea
from bot.actions.find_services import FindServices
from bot.actions.hand_over import AddContact, CloseHandedOver, HandOver
from bot.actions.kind_action import KindAction
from bot.actions.meanwhile import AskLookMeanwhile, ValidateMeanwhile
from bot.actions.offering import (
    CarryOn,
    OfferInOwnLanguage,
    OfferPerson,
    PauseForSafety,
    WeighAnswer,
)
from bot.actions.pick_up import PickUp, SayAgain
from bot.actions.refusing import NoteRefusal, RefuseOne
from bot.actions.session import SessionStart
from bot.actions.show_more import ShowMore
from bot.actions.validate_answers import ValidateOffering, ValidateSettling
from bot.actions.validate_contact import ValidateContact
from bot.actions.validate_listening import ValidateListening

EVERY_ACTION: tuple[type[KindAction], ...] = (
    AddContact,
    AfterDay,
    AnotherDoor,
    AnswerQuestion,
    AskCheck,
    AskElsewhere,
    AskLookMeanwhile,
    AskNeed,
    CarryOn,
    CloseHandedOver,
    CloseResolved,
    CloseUnmet,
    FindServices,
    GoBack,
    HandOver,
    NoteRefusal,
    NotInArea,
    OfferInOwnLanguage,
    OfferPerson,
    OtherHelp,
    PauseForSafety,
    PickUp,
    PutRight,
    RaiseAlert,
    RefuseOne,
    SayAgain,
    SayGoodbye,
    SessionStart,
    ShowMore,
    StartAgain,
    StartDay,
    ValidateChecking,
    ValidateContact,
    ValidateDay,
    ValidateListening,
    ValidateMeanwhile,
    ValidateOffering,
    ValidateSettling,
    WeighAnswer,
)


def every_action(desk: Desk) -> list[KindAction]:
    """One of each, all working at the same desk."""
    return [kind(desk) for kind in EVERY_ACTION]
