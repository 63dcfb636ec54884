"""The kinds of work that keeping the directory true adds to the editors' worklist."""

from directory.editing.doing import Transaction
from directory.editing.worklist import Item, Kind
from directory.listings import listings_with_ids
from web.parts import parts
from web.store import reports


def kinds() -> tuple[Kind, ...]:
    """Reports of what is wrong, entries to check and dead links; reports rest in the contacts store."""
    keeper = parts().keeper
    return (Kind("reports", _count, _items), *(keeper.kinds() if keeper else ()))


def _count(_directory: Transaction) -> int:
    with parts().store.reading() as store:
        return reports.count_open(store)


def _items(directory: Transaction, most: int) -> list[Item]:
    with parts().store.reading() as store:
        waiting = reports.waiting(store, most)
    names = {each.id: each.name for each in listings_with_ids(directory, {one.service_id for one in waiting})}
    return [
        Item(
            each.service_id,
            names.get(each.service_id, ""),
            each.at,
            {
                "wrong": each.wrong.value,
                "words": each.words,
                "read_first": each.read_first,
            },
        )
        for each in waiting
    ]
