"""English ways of writing dates, amounts and lists."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

WRITING: dict[str, str] = {
    **under(
        "weekday",
        {
            "mon": "Monday",
            "tue": "Tuesday",
            "wed": "Wednesday",
            "thu": "Thursday",
            "fri": "Friday",
            "sat": "Saturday",
            "sun": "Sunday",
        },
    ),
    **under(
        "month",
        {
            "1": "January",
            "2": "February",
            "3": "March",
            "4": "April",
            "5": "May",
            "6": "June",
            "7": "July",
            "8": "August",
            "9": "September",
            "10": "October",
            "11": "November",
            "12": "December",
        },
    ),
    **under(
        "period",
        {
            "day": "day",
            "week": "week",
            "month": "month",
            "quarter": "quarter",
            "half_year": "half year",
            "year": "year",
        },
    ),
    **under("occasion", {"call": "call", "session": "session"}),
    **under(
        "event",
        {
            "act": "the act",
            "told": "when the other side was told",
            "message_sent": "when the message was sent",
            "message_received": "when the message arrived",
            "message_read": "when the message was read",
            "last_contact": "the last contact",
            "session_scheduled": "the planned start of the session",
            "session_started": "when the session began",
            "session_ended": "when the session ended",
            "leave_started": "the first day away",
            "reviewed": "the last review",
            "adopted": "when this version was adopted",
            "therapy_ended": "when the work together ended",
            "step_entered": "when the present step began",
            "purpose_done": "when what it was made for is done",
            "majority": "when the client comes of age",
        },
    ),
    "date": "{weekday} {day} {month} {year}",
    "moment": "{date}, {time}",
    "moment.offset": "{moment} (UTC{offset})",
    "decimal": ".",
    "money": "{amount} {currency}",
    "money.GBP": "£{amount}",
    "money.EUR": "€{amount}",
    "money.USD": "${amount}",
    "comma": ", ",
    "semicolon": "; ",
    "and": "{head} and {last}",
    "or": "{head} or {last}",
    "quote": "“{words}”",
    **{
        f"n.{unit}.{form}": text
        for unit, one, more in (
            ("seconds", "second", "seconds"),
            ("minutes", "minute", "minutes"),
            ("hours", "hour", "hours"),
            ("days", "day", "days"),
            ("months", "month", "months"),
            ("years", "year", "years"),
            ("events", "time", "times"),
            ("periods", "period", "periods"),
            ("working_days", "working day", "working days"),
            ("sessions", "session", "sessions"),
            ("units", "unit", "units"),
        )
        for form, text in (("one", f"{{n}} {one}"), ("other", f"{{n}} {more}"))
    },
    "n.other": "{n} {unit}",
}
"""How values are written."""
