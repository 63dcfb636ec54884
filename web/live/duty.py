"""Can somebody chat with a person at this moment?"""

from datetime import datetime

from web.database import Transaction
from web.live.settings import ALWAYS, OFF
from web.settings import WebSettings
from web.store import live


def is_time(settings: WebSettings, moment: datetime) -> bool:
    """Are chats offered at this time at all?"""
    when = settings.live.when
    return when != OFF and (when == ALWAYS or settings.hours.is_open(moment))


def somebody_is_there(session: Transaction, settings: WebSettings, moment: datetime) -> bool:
    """Is it the time for chats, and is an adviser on duty?"""
    return is_time(settings, moment) and live.how_many_on_duty(session, moment) > 0
