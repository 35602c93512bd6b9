"""Documents of every type at random, as plain data."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from boundlib.declare.shapes import shape_of
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Amendment
from boundlib.model.ledger import Ledger
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing.amendments import amendments, ledgers
from boundlib.testing.making import Draw, Maker
from boundlib.testing.wholes import agreements, make_fitting, records
from boundlib.wire.documents import from_dict


def values(cls: Any) -> st.SearchStrategy[Any]:
    """Values of any declared class or union of classes."""
    return documents(cls).map(lambda data: from_dict(data, cls))


def documents(cls: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Plain data that reads as a value of that class or union."""
    if cls == Amendment:
        return amendments()
    if cls is Ledger:
        return ledgers()
    if cls is Agreement:
        return agreements()
    return records() if cls is Record else _parts(cls)


def questions() -> st.SearchStrategy[dict[str, Any]]:
    """Plain data of questions."""
    return _parts(Question)


@st.composite
def _parts(draw: Draw, cls: Any) -> Any:
    return make_fitting(Maker(draw), shape_of(cls))
