"""Instants, zones, timetables, spans, tallies: time, exactly (spec/time). The door to pendulum."""

from boundlib.times.days import Layer
from boundlib.times.timetable import (
    Holidays,
    Hours,
    Interval,
    Leave,
    SpecialDay,
    Timetable,
    Weekly,
)
from boundlib.times.zones import Zone, tz_version, zone

__all__ = [
    "Holidays",
    "Hours",
    "Interval",
    "Layer",
    "Leave",
    "SpecialDay",
    "Timetable",
    "Weekly",
    "Zone",
    "tz_version",
    "zone",
]
