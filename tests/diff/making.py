"""Two texts of one agreement: the second is the first with some edits, most of them one way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from boundlib.errors import DocumentError
from boundlib.wire.documents import from_dict

Data = dict[str, Any]
Draw = Any

_ITEMS = ("record", "diagnosis", "attendance", "identity", "psychotherapy_notes", "session_content")
_FOR = ("treatment", "coordination", "emergency", "family", "supervision")
_PURPOSES = ("coaching", "scheduling", "clinical", "update")
_WORDS: dict[str, tuple[Any, ...]] = {
    "by": ("client", "therapist", "gp"),
    "to": ("client", "therapist", "gp", "school"),
    "items": _ITEMS,
    "own_items": _ITEMS,
    "not_for": _PURPOSES,
    "suspends": _PURPOSES,
    "channels": ("phone", "email", "letter"),
    "signers": ("client", "guardian", "therapist"),
    "onward": ("gp", "school"),
    "form": ("written", "electronic", "spoken"),
    "copied": ("therapist",),
    "child": ("agrees", "told_first", "present"),
    "after": ({"fact": "self_harm"}, {"fact": "self_harm", "by": "client"}),
    "touches": ("hug",),
}
_MORE: dict[str, Any] = {
    # What may stand in a clause that has none.
    "force": "by_arrangement",
    "only": True,
    "staff": True,
    "valid": {"first": "2026-03-12", "last": "2026-03-25"},
    "when": {"fact": "well"},
    "require": {"fact": "well"},
    "start": "2026-03-14",
    "end": "2026-03-22",
    "longest_term": {"clock": "calendar", "amount": "P7D"},
    "each_time": True,
    "all_sign": True,
}
_RISING: dict[str, tuple[Any, ...]] = {
    "start": ("2026-03-12", "2026-03-14", "2026-03-20"),
    "end": ("2026-03-15", "2026-03-22", "2026-03-29", "2026-04-10"),
    "amount": ("PT1H", "PT12H", "PT24H", "PT48H", "PT60H"),
    "days": ("P1D", "P2D", "P7D", "P14D", "P30D"),
    "force": ("by_arrangement", "automatic"),
    "strength": ("none", "aim", "promise"),
    "flow": ("disclose", "both"),
    "named": ("not", "first_name", "full"),
    "free": ("PT5M", "PT10M", "PT15M"),
}
_DECLARED: dict[str, tuple[str, ...]] = {
    "contact.channel": ("purposes", "not_for", "force", "only", "copied", "timetable"),
    "contact.window": ("channels", "purposes", "force"),
    "contact.allowance": ("channels", "purposes", "force"),
    "contact.precondition": ("channels", "purposes", "force"),
    "contact.reply_time": ("channels", "purposes"),
    "contact.fee": ("channels", "purposes", "not_for"),
    "contact.cool_off": ("suspends", "after"),
    "sharing.release": (
        *("by", "to", "items", "purposes", "flow", "start", "end", "signers"),
        *("staff", "onward", "force", "when"),
    ),
    "sharing.release_rule": ("items", "purposes", "form", "signers", "longest_term"),
    "sharing.refusal": ("items", "purposes"),
    "sharing.third_party": ("by", "to", "items", "purposes", "require", "force"),
    "sharing.minor": ("by", "to", "items", "purposes", "child", "require"),
    "sharing.consultation": ("named", "items"),
    "sharing.unit_of_care": ("all_sign", "own_items"),
}


def _a_list(draw: Draw, clause: Data, name: str, words: tuple[Any, ...]) -> None:
    """One item more, or one less."""
    held = list(clause.get(name, []))
    more = [word for word in words if word not in held]
    if held and (not more or draw(st.booleans())):
        held.remove(draw(st.sampled_from(held)))
    elif more:
        held.insert(draw(st.integers(0, len(held))), draw(st.sampled_from(more)))
    clause[name] = held
    if not held:
        del clause[name]


def _a_step(draw: Draw, inside: Data, name: str, rising: tuple[Any, ...]) -> None:
    others = [value for value in rising if value != inside.get(name)]
    inside[name] = draw(st.sampled_from(others))


def _member(draw: Draw, data: Data, clause: Data) -> None:
    head = () if clause["kind"] == "crisis.route" else ("by", "to", "when", "valid")
    name = draw(st.sampled_from((*_DECLARED.get(clause["kind"], ()), *head, "text")))
    if name == "text":
        clause["text"] = draw(st.sampled_from(("We agreed this.", "We wrote this down.")))
    elif name == "timetable":
        tables = [t["id"] for t in data.get("timetables", [])]
        if tables:
            _a_step(draw, clause, name, (*tables, "none"))
            if clause[name] == "none":
                del clause[name]
    elif name == "purposes":
        words = _PURPOSES if clause["kind"].startswith("contact.") else _FOR
        _a_list(draw, clause, name, words)
    elif name in _WORDS:
        _a_list(draw, clause, name, _WORDS[name])
    elif name in ("when", "require") and name in clause:
        old = clause[name]
        parts = old.get("all", [old])
        more = [*parts, {"fact": "well"}]
        clause[name] = draw(st.sampled_from(({"all": more}, parts[0], {"any": more})))
        if draw(st.booleans()):
            del clause[name]
    elif name in clause and (name not in _RISING or draw(st.booleans())):
        del clause[name]
    elif name in clause:
        _a_step(draw, clause, name, _RISING[name])
    else:
        clause[name] = _MORE.get(name, _RISING.get(name, (None,))[0])


def _number(draw: Draw, data: Data, clause: Data) -> None:
    """A number or a time that lies somewhere inside."""
    for name in ("within", "lasts", "tally", "price", "end", "longest_term"):
        inside = clause.get(name)
        if not isinstance(inside, dict):
            continue
        inside = inside.get("price", inside) if draw(st.booleans()) else inside
        for member in ("amount", "count", "at_most", "minor", "free"):
            held = inside.get(member)
            if isinstance(held, int):
                inside[member] = max(0, held + draw(st.sampled_from((-1, 1))) * (held // 2 or 1))
            elif isinstance(held, str):
                time = "days" if held.endswith("D") else "amount"
                _a_step(draw, inside, member, _RISING[member if member == "free" else time])


def _coming(draw: Draw, data: Data, clause: Data) -> None:
    """A clause like one that is there, with another id."""
    other = copy.deepcopy(clause) | {"id": f"more-{len(data['clauses'])}"}
    if draw(st.booleans()):
        for name in ("when", "valid", "purposes", "by", "to"):
            if not clause["kind"].startswith("sharing.") or name in ("when", "valid"):
                other.pop(name, None)
    data["clauses"].insert(draw(st.integers(0, len(data["clauses"]))), other)


def _going(draw: Draw, data: Data, clause: Data) -> None:
    data["clauses"].remove(clause)


def _hours(draw: Draw, data: Data, clause: Data) -> None:
    """More or fewer hours of a timetable."""
    if not data.get("timetables"):
        return
    table = draw(st.sampled_from(data["timetables"]))
    match draw(st.sampled_from(("end", "start", "days", "special", "leave", "holidays"))):
        case "special":
            _a_list(draw, table, "special_days", ({"on": "2026-03-18", "hours": []},))
        case "leave":
            away = {"party": "therapist", "first": "2026-03-16", "last": "2026-03-17"}
            _a_list(draw, table, "leave", (away,))
        case "holidays":
            observed = {"country": "GB", "region": "ENG", "dates": ["2026-04-03"]}
            if table.pop("holidays", None) is None:
                table["holidays"] = observed
        case "days":
            _a_list(draw, table["weekly"][0], "days", ("mon", "tue", "wed", "thu", "fri", "sat"))
        case end:
            window = draw(st.sampled_from(table["weekly"]))
            window[end] = draw(st.sampled_from(("06:00", "08:30", "12:00", "19:00", "22:30")))


def _window(draw: Draw, data: Data, clause: Data) -> None:
    """Hours for contact, perhaps the first ones."""
    if not data.get("timetables") or not clause["kind"].startswith("contact."):
        return
    made: Data = {"kind": "contact.window", "id": f"hours-{len(data['clauses'])}"}
    made |= {"timetable": data["timetables"][0]["id"], "use": "sending"}
    if draw(st.booleans()):
        made["channels"] = ["phone"]
    data["clauses"].append(made)


_EDITS: tuple[Callable[[Draw, Data, Data], None], ...] = (
    _member,
    _member,
    _member,
    _member,
    _number,
    _number,
    _coming,
    _going,
    _hours,
    _window,
)


@st.composite
def plain_contact(draw: Draw) -> Data:
    """A few ways and hours of contact and hardly a limit: much of it is permitted."""
    clauses: list[Data] = []
    for medium in ("phone", "email")[: draw(st.integers(1, 2))]:
        way: Data = {"kind": "contact.channel", "id": f"by-{medium}", "medium": medium}
        for name, value in (
            ("purposes", ["coaching"]),
            ("timetable", "office"),
            ("when", {"quantity": "age", "at_least": 18}),
            ("by", ["client"]),
        ):
            if draw(st.integers(0, 3)) == 0:
                way[name] = value
        clauses.append(way)
        if draw(st.integers(0, 3)) == 0:
            younger = {"quantity": "age", "at_most": 14}
            clauses.append(way | {"id": f"by-{medium}-younger", "when": younger})
    for number in range(draw(st.integers(0, 2))):
        window: Data = {"kind": "contact.window", "id": f"w{number}", "use": "sending"}
        window["timetable"] = draw(st.sampled_from(("office", "evenings")))
        for name, value in (("channels", ["phone"]), ("by", ["client"]), ("purposes", ["update"])):
            if draw(st.integers(0, 3)) == 0:
                window[name] = value
        clauses.append(window)
    hours = {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "17:00"}
    client = {"id": "client", "roles": ["client"], "birth_date": draw(
        st.sampled_from(("2009-03-17", "1980-01-01")))}  # fmt: skip
    return {
        "type": "agreement",
        "spec_version": "1.0",
        "id": "urn:example:drawn",
        "version": 1,
        "zone": "Europe/London",
        "language": "en-GB",
        "parties": [client, {"id": "therapist", "roles": ["therapist"]}],
        "timetables": [
            {"id": "office", "weekly": [hours]},
            {"id": "evenings", "weekly": [hours | {"start": "18:00", "end": "21:00"}]},
        ],
        "clauses": clauses,
    }


@st.composite
def edited(draw: Draw, data: Data, about: str, *, most: int = 2) -> Data:
    """The data with one or a few edits in clauses whose kind begins so; itself if none is sound."""
    new = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, most))):
        clauses = [c for c in new["clauses"] if c["kind"].startswith(about)]
        if not clauses:
            break
        trial = copy.deepcopy(new)
        index = new["clauses"].index(draw(st.sampled_from(clauses)))
        draw(st.sampled_from(_EDITS))(draw, trial, trial["clauses"][index])
        if is_sound(trial):
            new = trial
    return new


def is_sound(data: Data) -> bool:
    """Whether it reads."""
    try:
        from_dict(data)
    except DocumentError:
        return False
    return True
