"""Land or sea: whether a point is anywhere near where letters are delivered."""

from dataclasses import dataclass

import numpy as np

from directory.postcode_index import PostcodeIndex

# A cell is about 5.5 km each way at this latitude. Nobody runs a service further than two of them, some ten
# kilometres, from every postcode of the country, its own included.
CELL_LATITUDE, CELL_LONGITUDE = 0.05, 0.085
NEAR = 2


@dataclass(frozen=True)
class Land:
    """The cells of the country in which there is a postcode."""

    cells: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, index: PostcodeIndex) -> "Land":
        """All postcodes of an index, some thousand cells."""
        numbers = np.floor(np.asarray(index.points) / (CELL_LATITUDE, CELL_LONGITUDE)).astype(np.int32)
        packed = np.unique(numbers[:, 0].astype(np.int64) * (1 << 20) + numbers[:, 1])
        return cls(frozenset(_unpacked(int(each)) for each in packed))

    def __call__(self, latitude: float, longitude: float) -> bool:
        """Whether there is a postcode within some ten kilometres."""
        row, column = int(latitude // CELL_LATITUDE), int(longitude // CELL_LONGITUDE)
        around = range(-NEAR, NEAR + 1)
        return any((row + up, column + right) in self.cells for up in around for right in around)


def _unpacked(number: int) -> tuple[int, int]:
    row, column = divmod(number, 1 << 20)
    # A negative column has borrowed one from the row.
    return (row + 1, column - (1 << 20)) if column >= 1 << 19 else (row, column)
