"""`python -m directory match`: texts in, needs and services out, for people and for programs."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TextIO

from directory.exceptions import DirectoryError
from directory.finder import Finder, Found
from directory.places import Place
from directory.settings import DirectorySettings

DID, WRONG_USE = 0, 2


class UnknownPlace(DirectoryError):
    """The place given to `--near` is none that anybody knows."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `match`."""
    parser.add_argument(
        "text", nargs="?", help="what somebody said; without it, --jsonl reads standard input"
    )
    parser.add_argument("--jsonl", action="store_true", help="one text a line in, one JSON object a line out")
    parser.add_argument("--near", metavar="POSTCODE", help="a postcode, half a postcode or a town")
    parser.add_argument("--limit", type=int, default=3, metavar="N", help="at most so many services (3)")


def run_match(args: Namespace, settings: DirectorySettings) -> int:
    """Match and print; 2 where it cannot, with a sentence on standard error."""
    if args.limit < 1 or not (args.jsonl or args.text):
        sys.stderr.write("match needs a text or --jsonl, and a --limit of at least 1.\n")
        return WRONG_USE
    try:
        finder = Finder.open(settings)
        place = _place(finder, args.near)
        if args.jsonl:
            _answer_lines(
                finder, place, args.limit, sys.stdin if args.text is None else [args.text], sys.stdout
            )
        else:
            _show(finder, finder.find(args.text, place=place, limit=args.limit), sys.stdout)
    except DirectoryError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    return DID


def as_json(text: str, found: Found) -> str:
    """One line for a program."""
    answer = {
        "text": text,
        "needs": [{"id": need.id, "score": need.score} for need in found.needs],
        "services": [
            {
                "id": one.id,
                "name": one.name,
                "score": one.score,
                "why": one.why,
                "because": one.because,
                "needs": list(one.needs),
                "distance_km": one.distance_km,
            }
            for one in found.services
        ],
        "choices": [{"need": choice.need, "label": choice.label} for choice in found.choices],
    }
    return json.dumps(answer, ensure_ascii=False)


def _place(finder: Finder, near: str | None) -> Place | None:
    if near is None:
        return None
    place = finder.place(near)
    if place is None:
        raise UnknownPlace(
            "The place given to --near is not a postcode, half a postcode or town that is known."
        )
    return place


def _answer_lines(
    finder: Finder, place: Place | None, limit: int, lines: TextIO | list[str], out: TextIO
) -> None:
    """One line out for each line in, at once, blank ones too."""
    for line in lines:
        text = line.rstrip("\r\n")
        out.write(as_json(text, finder.find(text, place=place, limit=limit)) + "\n")
        out.flush()


def _show(finder: Finder, found: Found, out: TextIO) -> None:
    vocabulary = finder.recogniser.vocabulary
    for need in found.needs[:3]:
        out.write(f"{need.score:.2f}  {vocabulary[need.id].label}\n")
    if found.choices:
        out.write("\nNot sure. It may be about:\n")
        out.writelines(f"  - {choice.label}\n" for choice in found.choices)
        out.write("  - something else\n")
    for place, one in enumerate(found.services, start=1):
        out.write(f"\n{place}. {one.name}  ({one.score:.2f})\n   {one.why}\n   {one.because}\n")
