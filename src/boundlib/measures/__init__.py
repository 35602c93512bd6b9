"""The shipped measures: how each is scored and read, as data; never the wording of an item."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from boundlib.measures.alliance import ORS, SRS, WAI_12, WAI_36
from boundlib.measures.scales import DBT_DIARY, GAS, SUDS_10, SUDS_100
from boundlib.measures.symptoms import GAD_7, ISI, PHQ_9
from boundlib.model.measures import Measure

SHIPPED = (PHQ_9, GAD_7, ISI, SUDS_10, SUDS_100, GAS, DBT_DIARY, ORS, SRS, WAI_36, WAI_12)
"""Every shipped measure, in the order of the reference."""

_BY_ID = MappingProxyType({measure.id: measure for measure in SHIPPED})


def known(own: Iterable[Measure]) -> dict[str, Measure]:
    """The measures by id: an agreement's own stands before a shipped one (spec/measures 2)."""
    return {**_BY_ID, **{measure.id: measure for measure in own}}


def is_shipped(name: str) -> bool:
    """Whether boundlib ships a measure of this id."""
    return name in _BY_ID
