"""An editor's word stands over a feed's: the one place where records pass before they are written.

`as_editors_have_it` is given every record that is about to be written, under the ids it will have, and what
it gives back is written instead: twice for one import, first to look ahead and then in the transaction that
writes. The fingerprint of the feed's own entry is taken before, so a correction does not make the same entry
look changed the next time.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.editing.keeping import keep_editors_word
from directory.editing.mask_following import stay_masked
from directory.models.service import Status
from directory.openreferral.records import ServiceRecord
from directory.queries.owners import withdrawn_by_editors


def as_editors_have_it(session: Session, records: Sequence[ServiceRecord]) -> list[ServiceRecord]:
    """The records with everything that an editor has settled put back over what the feed says.

    What was withdrawn stays withdrawn, however often a feed lists it, and a masked door stays masked, however
    it is numbered.
    """
    withdrawn = withdrawn_by_editors(session)
    return [
        replace(record, service={**record.service, "status": Status.WITHDRAWN.value})
        if record.id in withdrawn
        else record
        for record in stay_masked(session, keep_editors_word(session, records))
    ]
