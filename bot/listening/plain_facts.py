"""Plain facts about somebody else: an age, whom they live with and where. They tell of no need.

"He is 84 and lives alone in Brigg" sounds to the recogniser like coming home from hospital. Pure.
"""

import re

from bot.listening.words import plainly, straight

ALONE = "loneliness"  # what living alone may hint at; nothing else is heard in such words
HEARING = "sensory_hearing"  # what "so he doesn't hear" sounds like
_KIN = (
    r"mum|mam|mom|mother|dad|da|father|nan|nana|gran|grandma|granny|grandad|grandpa|grandfather|grandmother|"
    r"wife|husband|sister|brother|aunt|auntie|uncle|neighbour|friend|partner|"
    r"(?:mother|father|mum|dad)[- ]in[- ]law"
)
_WHO = rf"(?:he|she|(?:my |our |me |his |her |the )?(?:old )?(?:{_KIN}))"
_AGE = (
    r"(?:about |nearly |almost |just |only |now |over |turned |turning |coming up (?:to |for )?)*\d{2,3}"
    r"(?: (?:years? (?:old|of age)|yrs?(?: old)?|now|this year|next (?:week|month|birthday)))*"
)
_COMPANY = (
    r"alone|on (?:his|her|their) own|by (?:himself|herself|themselves)|"
    r"with (?:me|us|(?:my|his|her|our) [a-z]+)"
)
# One to three words that may be a place: what goes on after them is another telling.
_STOP = (
    r"(?:and|but|who|which|he|she|it|need\w*|want\w*|can|can't|cant|cannot|has|have|is|so|because|with|without|"
    r"a|an|his|her|their|no|not|won't|wont)\b"
)
_WHERE = (
    rf"(?:in|at|near|outside|just outside|over in|round) (?!{_STOP})[a-z'-]+(?: (?!{_STOP})[a-z'-]+){{0,2}}"
)
_LIVES = rf"(?:lives?|living|stays?|staying|is|'s)(?: (?:{_COMPANY}))?(?: (?:{_WHERE}))?"
_OPENING, _AND = r"(?:hi |hello |well |and )?", r",? (?:and |but )?(?:he |she )?"
_ONLY = re.compile(
    rf"{_OPENING}{_WHO}(?:'s| is|s| has just)?,? {_AGE}(?:{_AND}{_LIVES})?[ .!,]*", re.IGNORECASE
)
# Where somebody may be that is no place to live, and how: that is a need, or a danger.
_TROUBLE = re.compile(
    r"\b(?:hospital|ward|care|home|residential|supported|sheltered|hospice|prison|hostel|pain|agony|tears|danger|"
    r"fear|trouble|debt|bed|floor|filth|squalor|mess|poverty|isolation|darkness|cold|damp|rubbish|crisis|need)\b",
    re.IGNORECASE,
)


def only_facts(text: str) -> bool:
    """Does a message say how old somebody is, and perhaps how and where they live, and nothing more?"""
    plain = " ".join(straight(text).split())
    return bool(_ONLY.fullmatch(plain)) and not _TROUBLE.search(plain)


_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:morning|afternoon|evening|night)s?)?"
_ONLY_DAYS = re.compile(
    rf"(?:on |any |every |only |maybe |a |best on )*{_DAY}(?:(?:,| or| and|, or|, and)? (?:on |a )?{_DAY})*"
    r"(?: (?:please|is best|are best|is good|are good|is fine|are fine|suits? me))?[ .!,]*",
    re.IGNORECASE,
)


def only_days(text: str) -> bool:
    """Does a message name days of the week, and nothing more? It says when, and of no need."""
    return bool(_ONLY_DAYS.fullmatch(" ".join(text.split())))


_IN_SECRET = re.compile(
    r"\b(?:cr(?:y|ies|ied|ying)|sob\w*|weep\w*|whisper\w*|hid(?:e|es|ing)|quiet\w*|sneak\w*)\b"
)
_UNHEARD = re.compile(
    r"\bso (?:that )?(?:he|she|they|nobody|no one|(?:my |our )?[a-z]+) "
    r"(?:(?:do|does|can|wo|could|would)n'?t|can'?t|cannot|do not|does not|will not) (?:over)?hear\b"
)
_HEARS = re.compile(r"\b(?:hear\w*|deaf\w*|ears?)\b")


def keeps_from_hearing(text: str) -> bool:
    """ "I cry in the bath so he doesn't hear": is hearing spoken of only as what somebody is kept from?"""
    return as_told(text) is not text


def as_told(text: str) -> str:
    """The text without "so he doesn't hear", where that tells of no hearing loss; else the very text."""
    plain = plainly(text)
    rest = _UNHEARD.sub(" ", plain)
    in_secret = rest != plain and _IN_SECRET.search(plain) and not _HEARS.search(rest)
    return rest if in_secret else text
