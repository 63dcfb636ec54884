"""A screen that remembers says of every text what the screen says, the first time and the next."""

from bot.safeguarding.remembering import RememberingScreen
from bot.safeguarding.screen import Screen

SAID = (
    "my partner is hitting me",
    "my mum keeps falling",
    "",
    "I can't go on and he takes my money",
    "nie oddycha",
    "\ud800 half a sign",
)


def test_it_hears_what_the_screen_hears_also_the_second_time() -> None:
    plain, remembering = Screen.load(), RememberingScreen.load()
    for words in SAID:
        assert [remembering.hear(words) for _ in range(2)] == [plain.hear(words)] * 2, words
