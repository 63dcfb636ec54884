"""`python -m web rotate-keys`, `check-audit` and `erase`: keys and traces, for whoever runs it."""

import argparse
from collections.abc import Iterable

from bot.exceptions import BadReferenceError
from bot.handoff.reference import normalise
from web.database import ContactsStore
from web.encryption import keyring_of
from web.exceptions import WebError
from web.security.chain import Break, Fault, breaks
from web.store import erasing, handoffs, people, rotation, trail

_PASSES = 3  # what is written under an older key while we are at it is caught by the next
_FAULTS = {
    Fault.CHANGED: "is not as it was written",
    Fault.MISSING: "is missing, or another stands in its place",
    Fault.ANCHOR: "stands for rows that went, and was not made by us",
    Fault.NO_KEY: "was chained with a key that is not in AUDIT_KEY",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds these commands to the parser of `python -m web`."""
    commands.add_parser("rotate-keys", help="seal what is private anew under the newest keys; safe to repeat")
    check = commands.add_parser("check-audit", help="check the audit trail and name the first broken row")
    check.add_argument("--head", metavar="POSITION:HASH", help="a head noted earlier, which must still stand")
    erase = commands.add_parser("erase", help="erase what a contact holds of a person, for good")
    erase.add_argument("reference", help="the reference of one of its hand-offs, SP-XXXX-XXXX")


def run(asked: argparse.Namespace, store: ContactsStore) -> int | None:
    """Runs the command if it is one of ours: its exit code, or None."""
    if asked.command == "rotate-keys":
        return _rotate(store)
    if asked.command == "check-audit":
        return _check_audit(store, asked.head)
    if asked.command == "erase":
        return _erase(store, asked.reference)
    return None


def _rotate(store: ContactsStore) -> int:
    keyring = keyring_of(store.engine.dialect)
    remaining = 0
    for sealed in rotation.sealed_tables():
        done, unreadable, still = _reseal(store, sealed)
        remaining += still
        if done or still:
            print(f"{sealed.name}: {done} rows sealed anew, {still} left.", flush=True)
        if unreadable:
            print(f"{sealed.name}: {unreadable} rows cannot be opened with any key of CONTACTS_KEY.")
    marks = _mark_anew(store)
    _tell("CONTACTS_KEY", remaining, keyring.versions[1:])
    _tell("PERSON_KEY", marks, keyring.people.versions[1:])
    with store.reading() as session:
        needed = trail.key_versions_in_use(session)
    unused = [each for each in keyring.trail.versions[1:] if each not in needed]
    if unused:
        print(f"No row of the audit trail needs these keys of AUDIT_KEY any more: {', '.join(unused)}.")
    return 1 if remaining or marks else 0


def _reseal(store: ContactsStore, sealed: rotation.Sealed) -> tuple[int, int, int]:
    """How many rows of a table were sealed anew, cannot be opened, and are still under an older key."""
    done = unreadable = 0
    for _ in range(_PASSES):
        last, begun, unreadable = None, done, 0
        while True:
            with store.writing() as session:
                batch = rotation.reseal_some(session, sealed, last)
            done, unreadable = done + batch.resealed, unreadable + batch.unreadable
            if batch.last is None:
                break
            last = batch.last
        if done == begun:
            break
    with store.reading() as session:
        return done, unreadable, rotation.left(session, sealed)


def _mark_anew(store: ContactsStore) -> int:
    """Hashes everybody's marks under the newest key; how many are left under another."""
    last: int | None = 0
    with store.reading() as session:
        to_do = people.under_older_keys(session)
    while to_do and last is not None:
        with store.writing() as session:
            last = people.mark_everybody_anew(session, last, rotation.AT_ONCE)
    with store.reading() as session:
        still = people.under_older_keys(session)
    if to_do:
        print(f"person_mark: {to_do - still} marks made anew, {still} left.")
    return still


def _tell(name: str, remaining: int, older: Iterable[str]) -> None:
    versions = ", ".join(older)
    if remaining:
        print(f"{remaining} are left under an older key of {name}. Keep it, see that every process has the")
        print("newest key in front, and run this again.")
    elif versions:
        print(f"Nothing is left under an older key. These can be taken out of {name}: {versions}.")
    else:
        print(f"Everything is under the one key of {name}.")


def _check_audit(store: ContactsStore, noted: str | None) -> int:
    with store.reading() as session:
        anchor, head = trail.newest_anchor(session), trail.head(session)
        rows = trail.links(session, anchor.position if anchor else 0)
        found = list(breaks(trail.keys_of(session), anchor, rows))
        stands = noted is None or trail.stands(session, *_head(noted))
    first = anchor.position + 1 if anchor else 1
    if found:
        _tell_broken(found)
    if not stands:
        print("The head that was noted is not in the trail any more: its end was cut off or made anew.")
    if found or not stands:
        return 1
    if head is None:
        print("The audit trail is empty.")
    else:
        print(f"The audit trail is whole, from row {first} to row {head[0]}. Its head, to note elsewhere:")
        print(f"{head[0]}:{head[1]}")
    return 0


def _tell_broken(found: list[Break]) -> None:
    print(f"Row {found[0].position} of the audit trail {_FAULTS[found[0].fault]}.")
    if len(found) > 1:
        print(f"{len(found) - 1} more places are broken, the last at row {found[-1].position}.")


def _head(noted: str) -> tuple[int, str]:
    position, _, hash_ = noted.partition(":")
    if not position.isdecimal() or not hash_:
        raise WebError("A head reads like 5231:v1:0f3a..., as check-audit prints it.")
    return int(position), hash_


def _erase(store: ContactsStore, typed: str) -> int:
    try:
        reference = normalise(typed)
    except BadReferenceError as error:
        raise WebError(str(error)) from None
    with store.writing() as session:
        found = handoffs.contact_of(session, reference)
        if found is None:
            raise WebError(f"There is no hand-off {reference}.")
        erasing.erase(session, found)
    print(f"What the contact of {reference} held of a person is erased; the bare contact stays.")
    return 0
