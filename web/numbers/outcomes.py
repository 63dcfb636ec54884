"""What each outcome of a hand-off means for the numbers: one table, read by the counting alone."""

from web.models.handoff import HandoffOutcome as _O

# Closed at the front door with advice or a pointer (in national terms: information and advice or signposting,
# or referral to another service of the council).
ADVICE = frozenset({_O.SIGNPOSTED_CONTENT, _O.INFO_ONLY, _O.REFERRED_VOLUNTARY, _O.REFERRED_INTERNAL})
TO_ASSESSMENT = frozenset({_O.ASSESSMENT_REQUESTED, _O.CARER_ASSESSMENT_REQUESTED})
TO_REABLEMENT = frozenset({_O.REABLEMENT_OR_OT})
TO_SERVICES = frozenset({_O.URGENT_CONVERSATION_TWO})
TO_SAFEGUARDING = frozenset({_O.SAFEGUARDING, _O.ENQUIRY, _O.OTHER_ENQUIRY})
OVER_REFERRED = frozenset({_O.NO_ASSESSMENT_NEEDED})
NO_CONTACT = frozenset({_O.DUPLICATE})  # says nothing of the person: neither decided nor counted
