"""`python -m bot learn`: takes labelled messages from standard input into the training text, if it does good.

Nothing is committed: what is written is a change for somebody to review.
"""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.learning.figures import allowances, table, worse
from bot.learning.intake import Sorted, Texts, sort
from bot.learning.labels import Labels
from bot.learning.trial import Trial, diffstat

Say = Callable[[str], None]


def learn(lines: Iterable[str], root: Path, build_dir: Path, say: Say) -> bool:
    """Learn from these lines; True unless the labels do harm. LearningError where nothing could be tried.

    Until the labels have done well in a trial no file of the project's and no model is touched.
    """
    found = sort(lines, Labels.load(root), Texts.load(root))
    _tell(found, say)
    if not found.to_learn:
        say("There is nothing new to learn. Nothing was changed.")
        return True
    with tempfile.TemporaryDirectory(prefix="signpost-learning-") as folder:
        trial = Trial(root, Path(folder))
        trial.prepare(found.to_learn)
        say("Training and measuring, without the labels and with them. This takes some minutes.")
        old, new = trial.old_figures(build_dir), trial.new_figures()
        for row in table(old, new):
            say(row)
        if lost := worse(old, new, allowances()):
            say(f"With the labels this does worse: {'; '.join(lost)}. The old model stays, and every file.")
            say("Look at the labels again, and learn from fewer: export-labels --all writes all of them out.")
            return False
        trial.take_over(found.to_learn, build_dir)
    for row in diffstat(found.to_learn):
        say(row)
    say("Nothing is committed. Read the change, run the tests, and commit it as any other.")
    return True


def _tell(found: Sorted, say: Say) -> None:
    for reason in found.refused:
        say(reason)
    say(f"{len(found.to_learn)} to learn, {found.known} known already, {len(found.refused)} refused.")
