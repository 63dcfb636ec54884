"""How a live source is asked: who we say we are, how fast, how patiently, and how much is taken."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manners:
    """Times in seconds, sizes in bytes. The defaults suit a council's server on a working day."""

    agent: str = "Signpost directory import"
    gap: float = 0.1  # between the starts of two requests, over all connections
    connections: int = 2
    connect_within: float = 10
    answer_within: float = 30  # between two pieces of an answer
    whole_within: float = 120  # an answer that trickles is given up then
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0  # a server may ask for longer; then the run is kept and can go on later
    redirects: int = 5
    page_bytes: int = 60_000_000
    all_bytes: int = 1_500_000_000
    most_pages: int = 5_000
    page_size: int = 100
    failures_in_a_row: int = 5
    kept_hours: float = 24  # what an unfinished run fetched is used again for so long
