"""What was read before is found again, is the same, and leaves no words behind."""

from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from directory.needs.remembering import MOST_TEXTS, RememberingRecogniser
from tests.directory.recogniser import BUILD, trained_recogniser

SAID = "he puts his shoes in the fridge now"


def remembering(monkeypatch) -> tuple[RememberingRecogniser, list[str]]:
    read: list[str] = []

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        read.append(text)
        return (HeardNeed("falls", len(text) / 100),)

    monkeypatch.setattr(Recogniser, "__init__", lambda self: None)
    monkeypatch.setattr(Recogniser, "recognise", recognise)
    return RememberingRecogniser(), read


def test_a_text_is_read_once(monkeypatch) -> None:
    recogniser, read = remembering(monkeypatch)
    answers = {recogniser.recognise(SAID) for _ in range(5)}
    assert read == [SAID]
    assert answers == {(HeardNeed("falls", 0.35),)}


def test_what_was_not_said_for_longest_is_forgotten_first(monkeypatch) -> None:
    recogniser, read = remembering(monkeypatch)
    for number in range(MOST_TEXTS):
        recogniser.recognise(f"text {number}")
    recogniser.recognise("text 0")
    recogniser.recognise("one more")
    read.clear()
    recogniser.recognise("text 0")
    recogniser.recognise("text 1")
    assert read == ["text 1"]


def test_it_keeps_no_words(monkeypatch) -> None:
    recogniser, _ = remembering(monkeypatch)
    recogniser.recognise(SAID)
    assert "fridge" not in repr(vars(recogniser))
    assert "fridge" not in repr([vars(part) for part in vars(recogniser).values()]), "nor in its memory"


def test_it_hears_what_the_recogniser_hears() -> None:
    recogniser = RememberingRecogniser.load(BUILD) if trained_recogniser() else None
    assert recogniser is not None
    plain = trained_recogniser().recognise(SAID)
    assert recogniser.recognise(SAID) == recogniser.recognise(SAID) == plain
    assert recogniser.heard(SAID)[0] == plain[0]
