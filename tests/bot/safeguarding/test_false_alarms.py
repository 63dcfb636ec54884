"""The classes of ordinary message that once rang the alarm, each beside the danger that it must not hide."""

import pytest

from tests.bot.safeguarding.as_shipped import alerts, risks

DENIED = [
    "nobody's robbing him, he spends it himself on trains",
    "Rosa isn't hearing things, she hums to herself",
    "no one is hitting me, I bruise easily and I need grab rails",
    "he hasn't vanished, he's on holiday, he needs a day centre",
    "nobody's throwing us out, we only want a bigger kitchen",
]
TOOLS = [
    "my husband opens packets with scissors since the stroke, are there gadgets",
    "she can't hold a knife with her arthritis, who does meals",
    "we want a man with a screwdriver for the shelves",
    "could I have a bottle for the night, the toilet is far",
]
TWO_MEANINGS = [
    "my niece has Down's and wants a dance class",
    "the dog's leg went on credit and the bill is due",
    "the gas meter is down to its last fiver",
    "he's in and out and up and down the stairs all day long",
    "need a grab rail fitting in the bathroom please",
    "the bailiff took the lot, telly and all",
    "his whole routine collapsed when the club closed",
    "my letter has gone missing in the post",
    "I can't do myself up, buttons and zips beat me",
    "I jump out of my skin when the phone rings, I want a quieter one",
    "I was a school cook and I'd like to volunteer",
    "he says everything is too dear, is there a cheaper shop",
    "his brother's eleven and he wants a wheelchair for days out",
]
THINGS_NOT_PEOPLE = [
    "I keep the back door open because she likes the garden",
    "the surgery is in a street that is not there any more on the map",
    "I lost my husband in the spring and the forms are piling up on me",
    "the garden lady took the top off my hedge",
    "they will not take two cats at the home, who would keep them",
    "who's doing my shopping while Amir is abroad, is there a scheme",
    "she is terrified of her own shower, are there seats",
]
OVER_AND_DONE = [
    "he had meningitis and it left him deaf, is there a signing class",
    "he has been in a coma and the bank wants a form from us",
    "I had a funny turn on the bus last week and want my own front rail",
    "since mum walked out my nan does all of it, she needs a break",
]
WEAK_WORDS = [
    "I can't stop crying over his old coat, who do I talk to",
    "we're at the end of our tether with the stairs, find us a decent home for him",
    "dad lives with blankets at the windows to save on heating",
    "when the tumble drier broke I went without",
    "a hostel bed, is there a night shelter in town",
    "prison leaver, no bank card, wants a job",
]

PESTS_AND_SMOKE = [
    "cockroaches in the flat",
    "there are cockroaches in the flat and I can't get rid of them",
    "mum has got mice in the kitchen",
    "mice in my mum's house",
    "dog poo everywhere",
    "dog poo everywhere on our street",
    "smoke from next doors bonfire",
    "smoke from next doors bonfire is coming in my window and making me cough",
    "the neighbours' barbecue smoke is awful",
]
PROUD = [
    "mum wont let the carers wash her",
    "dad won't have the carer look after him",
    "mum says she doesn't need help and wont let me do anything",
    "dad insists he's fine and won't let us help",
    "she keeps saying she's managing but she won't let me do her shopping",
]


@pytest.mark.parametrize(
    "text",
    [
        *DENIED, *TOOLS, *TWO_MEANINGS, *THINGS_NOT_PEOPLE, *OVER_AND_DONE, *WEAK_WORDS,
        *PESTS_AND_SMOKE, *PROUD,
    ],
)  # fmt: skip
def test_an_ordinary_message_with_an_alarming_word_raises_no_alert(text: str) -> None:
    assert not alerts(text)


@pytest.mark.parametrize(
    "text",
    [
        "someone is robbing her of her pension",
        "he's hearing things that nobody says and he's frightened, the voices tell him to run",
        "he is hitting me now",
        "my son's throwing me out tonight",
        "I'm not scared for myself, my husband hits me",
        "he's got a knife and he's outside my room",
        "he's waving a screwdriver at me",
        "he is holding a bottle and he won't let me past",
        "her legs went and she's on the floor and can't get up",
        "mum and dad have both fallen and I can't pick them up, they're on the floor",
        "he's come down the stairs and he's groaning",
        "we need an ambulance he is fitting now",
        "she took the whole packet of her sleeping tablets",
        "my husband collapsed in the garden",
        "my mum has gone missing from the ward",
        "the front door's open and there's no sign of him",
        "I want to do myself in",
        "he says he'll shoot up a school",
        "we've lost our mum in the shopping centre, she has dementia",
        "the agency have just rung to say they have no carer for dad tonight",
        "our neighbour did all his meals and she moved away yesterday and nobody does his care",
        "I'm terrified of my husband",
        "I think he has sepsis and he is confused",
        "he's unconscious, he will not wake",
        "I'm at the end of my tether with dad and I can't do another night",
        "I can't stop crying, it's been days and I don't know why",
        "the hostel kicked me out",
        "I have just come out of prison and I have no address tonight",
        "bailiffs are at the door and we have nowhere to go",
        "rats in the house and my uncle won't let anyone in",
        "dog mess all over her carpet",
        "poo everywhere and he doesn't clean it",
        "there is smoke in the kitchen",
        "smoke coming from next door",
        "the bonfire next door has caught our shed",
        "bbq in the living room and smoke everywhere",
        "my brother won't let the carers wash mum",
        "the carers won't wash her",
        "gran says she's ok but she hasn't eaten for days and won't let us in",
        "she says she wants to die and won't let me do anything",
    ],
)
def test_the_danger_beside_it_is_still_heard(text: str) -> None:
    assert alerts(text)


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop crying over his old coat",
        "he was in a coma",
        "he follows me from room to room",
        "after my overdose I want somebody to talk to",
    ],
)
def test_what_is_weaker_than_danger_is_still_asked_about(text: str) -> None:
    assert risks(text)
