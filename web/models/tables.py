"""Every table of the contacts store in one metadata, for migrations and for the register of columns."""

from web.models.api_token import ApiToken
from web.models.base import Base
from web.models.call import Call
from web.models.call_tools import PinnedService
from web.models.case_audit import CaseWeek
from web.models.contact import Contact
from web.models.daily_review import DailyReview
from web.models.delivery import Delivery
from web.models.demand import DemandFigures
from web.models.figures import FigureVersion
from web.models.handoff import Handoff
from web.models.help_check import HelpCheck
from web.models.live import LiveChat, LiveDuty
from web.models.message_mark import MessageMark
from web.models.numbers import NumberCounted
from web.models.queue import HandoffEvent
from web.models.record import ContactRecord, Person
from web.models.report import ProblemReport
from web.models.return_code import ReturnCode
from web.models.review import ReviewEntry
from web.models.sign_in import RefusedSignIn
from web.models.site import Site
from web.models.staff import StaffUser

MODELS = (
    ApiToken, Call, CaseWeek, Contact, ContactRecord, DailyReview, Delivery, DemandFigures,
    FigureVersion, Handoff, HandoffEvent, HelpCheck, LiveChat, LiveDuty, MessageMark, NumberCounted, Person,
    PinnedService, ProblemReport, RefusedSignIn, ReturnCode, ReviewEntry, Site, StaffUser,
)  # fmt: skip
METADATA = Base.metadata
