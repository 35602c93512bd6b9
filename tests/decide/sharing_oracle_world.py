"""What the oracle of sharing looks things up in: people, trees, dates, conditions, the record."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from boundlib.vocab import ITEM_UNDER, PURPOSE_UNDER, ConsentForm, SharedItem

Data = dict[str, Any]
Tri = bool | None

NAMED_ONLY = {"psychotherapy_notes", "substance_use"}  # (3)
NAMED_BY_LAW = {"US-CA": {"hiv_status"}, "DE-None": {"genetic"}}
MAJORITY = {"GB": 18, "DE": 18, "US": 18}
BOUND = ("adopted", "ended", "lapsed")


def both(*values: Tri) -> Tri:
    """All of them."""
    return False if False in values else None if None in values else True


def either(values: Iterable[Tri]) -> Tri:
    """One of them."""
    found = list(values)
    return True if True in found else None if None in found else False


def negated(value: Tri) -> Tri:
    return None if value is None else not value


def in_form(method: str, forms: list[str]) -> Tri:
    """Whether a method of consent is one of these forms (34)."""
    if method == "signature":
        return "written" in forms
    return method in forms if method in set(ConsentForm) else None


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def above(path: str, under: dict[Any, Any]) -> list[str]:
    """A path and all that it lies beneath (2)."""
    found = [path]
    while "/" in path:
        path = path.rpartition("/")[0]
        found.append(path)
    while path in under:
        path = str(under[path])
        found.append(path)
    return found


def added(day: date, amount: str) -> date:
    """A date some days or months on."""
    number = int(amount[1:-1])
    if amount[-1] == "D":
        return day + timedelta(days=number)
    years, month = divmod(day.month - 1 + number, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


class World:
    """An agreement and a record at an instant; `seen` gathers the instants it was compared with."""

    def __init__(
        self, data: Data, record: Data, at: int, digest: str, known: str | None = None
    ) -> None:
        self.data, self.at, self.digest = data, at, digest
        self.zone = ZoneInfo(data["zone"])
        self.seen: set[int] = set()
        self.clauses: list[Data] = sorted(data["clauses"], key=lambda clause: str(clause["id"]))
        told = [f for f in record["facts"] if known is None or f["recorded_at"] <= known]
        self.told = [f for f in told if f["kind"] != "retracted" and not self.gone(f, told)]

    def gone(self, fact: Data, told: list[Data]) -> bool:
        """Whether a fact was replaced, or retracted by what was not retracted (decisions 64)."""
        over = [f for f in told if f.get("replaces") == fact["id"]]
        return any(f["kind"] != "retracted" or not self.gone(f, told) for f in over)

    def of(self, kind: str) -> list[Data]:
        return [clause for clause in self.clauses if clause["kind"] == kind]

    # --- time ---------------------------------------------------------------------------------

    def passed(self, instant: float) -> bool:
        """Whether an instant is there."""
        if not math.isinf(instant):
            self.seen.add(int(instant))
        return self.at >= instant

    def day(self, text: str, more: int = 0) -> int:
        """The first instant of a local date, or of one some days later."""
        day = date.fromisoformat(text) + timedelta(days=more)
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def local(self, instant: float) -> date:
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone).date()

    def when(self, fact: Data) -> tuple[int, int]:
        """The earliest and the latest that a fact can have been."""
        at = fact["at"]
        if isinstance(at, str):
            return epoch(at), epoch(at)
        if "on" in at:
            return self.day(at["on"]), self.day(at["on"], 1) - 1
        return epoch(at["not_before"]), epoch(at["not_after"])

    def event(self, name: str, clause: str) -> tuple[float, float] | Tri:
        """When an event was; False where it has not happened, None where that is not known (31)."""
        if name == "majority":
            day = self.of_age()
            return None if day is None else (day, day)
        kinds = {"therapy_ended": "ended", "adopted": "adopted", "purpose_done": "purpose_done"}
        found = [f for f in self.told if f["kind"] == kinds[name]]
        found = [f for f in found if f.get("clause", clause) == clause]
        found = [f for f in found if f.get("digest", self.digest) == self.digest]
        times = [self.when(fact) for fact in found if self.passed(self.when(fact)[0])]
        if name == "therapy_ended":  # what was taken up again has not ended (decisions 101)
            times = [t for t in times if not (self.passed(t[1]) and self.taken_up(t[0]))]
        return max(times) if times else False

    def run_out(self, span: Data, low: float, high: float) -> Tri:
        """Whether a span is over that began between two instants (31, 32)."""
        amount = span["amount"]
        if isinstance(amount, dict) and "unstated" in amount:
            return None
        least, most = (
            (amount["min"], amount["max"]) if isinstance(amount, dict) else (amount, amount)
        )
        if self.passed(self.end_of(high, most)):
            return True
        begun = not math.isinf(low)
        return None if not begun or self.passed(self.end_of(low, least)) else False

    def end_of(self, start: float, amount: str) -> float:
        if amount.startswith("PT"):
            return start + 3600 * int(amount[2:-1])
        return self.day(added(self.local(start), amount).isoformat(), 1)

    # --- people -------------------------------------------------------------------------------

    def holders(self, who: str) -> list[str]:
        """The parties that a name stands for; a role that nobody holds stands for itself (7)."""
        parties = self.data["parties"]
        own = [p["id"] for p in parties if p["id"] == who]
        return own or [p["id"] for p in parties if who in p["roles"]] or [who]

    def all_holders(self, names: Iterable[str]) -> list[str]:
        return sorted({holder for name in names for holder in self.holders(name)})

    def named(self, names: list[str] | None, asked: str, staff: bool = False) -> Tri:
        """Whether a clause names somebody (7, 9)."""
        if names is None:
            return True
        bound = set(self.all_holders(names))
        if staff:
            bound |= {p["id"] for p in self.data["parties"] if p.get("acts_for") in bound}
        found = {holder in bound for holder in self.holders(asked)}
        return found.pop() if len(found) == 1 else None

    def roles(self, holder: str) -> set[str]:
        return {r for p in self.data["parties"] if p["id"] == holder for r in p["roles"]} or {
            holder
        }

    def holds_role(self, who: str, roles: set[str]) -> bool:
        return all(self.roles(holder) & roles for holder in self.holders(who))

    def acts_for(self, who: str, whom: str) -> bool:
        return any(p["id"] == who and p.get("acts_for") == whom for p in self.data["parties"])

    def organisation(self, who: str) -> list[str]:
        return [p["acts_for"] for p in self.data["parties"] if p["id"] == who and "acts_for" in p]

    def members(self, unit: Data) -> set[str]:
        return set(self.all_holders(unit.get("members", ["client"])))

    # --- items and purposes -------------------------------------------------------------------

    def covers(self, paths: list[str], item: str, *, grant: bool = False) -> bool:
        """Whether one of these paths covers an item; in a grant, what must be named is (2, 3)."""
        steps = above(item, ITEM_UNDER)
        place = self.data.get("jurisdiction", {})
        law = NAMED_BY_LAW.get(f"{place.get('country')}-{place.get('region')}", set())
        for index, step in enumerate(steps):
            if grant and step in NAMED_ONLY | law:
                steps = steps[: index + 1]
                break
        return any(step in paths for step in steps)

    def is_for(self, paths: list[str], purpose: str) -> bool:
        """Whether one of these purposes covers a purpose (4)."""
        return any(step in paths for step in above(purpose, PURPOSE_UNDER))

    def named_items(self) -> list[str]:
        fields = [
            clause.get(name, []) for clause in self.clauses for name in ("items", "own_items")
        ]
        return sorted({*map(str, SharedItem), *(item for items in fields for item in items)})

    def beneath(self, item: str) -> list[str]:
        """An item, and each beneath it (5)."""
        below = [name for name in self.named_items() if item in above(name, ITEM_UNDER)]
        return [item, *(name for name in below if name != item)]

    # --- the client's age ---------------------------------------------------------------------

    def birthday(self, years: int) -> int | None:
        """When the one client reaches an age; 1 March for a 29 February (decisions 43)."""
        clients = [p for p in self.data["parties"] if "client" in p["roles"]]
        if len(clients) != 1 or "birth_date" not in clients[0]:
            return None
        year, rest = clients[0]["birth_date"].split("-", 1)
        year = int(year) + years
        rest = "03-01" if rest == "02-29" and not calendar.isleap(year) else rest
        return self.day(f"{year}-{rest}")

    def aged(self, years: int) -> Tri:
        instant = self.birthday(years)
        return None if instant is None else self.passed(instant)

    def of_age(self) -> int | None:
        years = MAJORITY.get(self.data.get("jurisdiction", {}).get("country"))
        return None if years is None else self.birthday(years)

    def minor(self) -> Tri:
        instant = self.of_age()
        return None if instant is None else not self.passed(instant)

    # --- conditions and the record ------------------------------------------------------------

    def facts(self, kind: str, clause: str) -> Iterator[Data]:
        return (f for f in self.told if f["kind"] == kind and f["clause"] == clause)

    def speaks(self, clause: Data) -> Tri:
        """Whether a clause is on its dates and its condition holds (23, 36)."""
        valid = clause.get("valid", {})
        begun = "first" not in valid or self.passed(self.day(valid["first"]))
        over = "last" in valid and self.passed(self.day(valid["last"], 1))
        return both(begun, not over, self.holds(clause["when"]) if "when" in clause else True)

    def holds(self, when: Data) -> Tri:
        """A condition, by Kleene's strong logic (decisions 39, 66-69)."""
        if "not" in when:
            return negated(self.holds(when["not"]))
        if "all" in when:
            return both(*map(self.holds, when["all"]))
        if "any" in when:
            return either(map(self.holds, when["any"]))
        if "age_group" in when:
            return self.minor() if when["age_group"] == "minor" else negated(self.minor())
        if "quantity" in when:
            least = self.aged(when["at_least"]) if "at_least" in when else True
            most = negated(self.aged(when["at_most"] + 1)) if "at_most" in when else True
            return both(least, most)
        if "found" in when:
            found = [f for f in self.told if f.get("finding") == when["found"]]
            certain = [self.passed(self.when(fact)[1]) for fact in found]
            maybe = [self.passed(self.when(fact)[0]) for fact in found]
            return True if any(certain) else None if any(maybe) else False
        return self.state(when["fact"])

    def state(self, name: str) -> Tri:
        """The latest word of a state; not known where there is none, or two that differ."""
        said = [(self.when(f), f["is"]) for f in self.told if f.get("name") == name]
        certain = [low for (low, high), _ in said if self.passed(high)]
        latest = {
            value
            for (low, high), value in said
            if self.passed(low) and not any(other > high for other in certain)
        }
        return latest.pop() if len(latest) == 1 and certain else None

    def binds(self) -> Tri:
        """Whether the agreement binds (decisions 60-62)."""
        term = self.data.get("term", {})
        if "first" in term and not self.passed(self.day(term["first"])):
            return False
        if "last" in term and self.passed(self.day(term["last"], 1)):
            return False
        return both(negated(self.ended()), self.rules())

    def bound_once(self) -> bool:
        """Whether it binds, or did until the work or its term was over (16)."""
        first = self.data.get("term", {}).get("first")
        return self.rules() and (first is None or self.passed(self.day(first)))

    def ended(self) -> Tri:
        """Whether the work ended, or the agreement lapsed, and nothing was adopted since."""
        ends = [self.when(f) for f in self.told if f["kind"] in ("ended", "lapsed")]
        again = [self.when(f)[0] for f in self.adopted()]
        if any(self.passed(high) and not any(at > low for at in again) for low, high in ends):
            return True
        perhaps = [low for low, high in ends if self.passed(low) and not self.passed(high)]
        return None if any(not any(at > low for at in again) for low in perhaps) else False

    def taken_up(self, end: float) -> bool:
        """Whether the version that rules was adopted after an end (governance 27)."""
        begun = [f for f in self.adopted() if self.passed(epoch(f["in_force_from"]))]
        key = [(epoch(f["in_force_from"]), self.when(f)) for f in begun]
        return bool(key) and max(key)[1][0] > end

    def adopted(self) -> list[Data]:
        return [f for f in self.told if f["kind"] == "adopted" and self.passed(self.when(f)[1])]

    def rules(self) -> bool:
        """Whether no other version rules, and this one's time does not lie ahead."""
        adopted = self.adopted()
        begun = [f for f in adopted if self.passed(epoch(f["in_force_from"]))]
        rules = max(begun, key=lambda f: (epoch(f["in_force_from"]), self.when(f)), default=None)
        return not adopted or (rules is not None and rules["digest"] == self.digest)
