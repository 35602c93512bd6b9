"""What the engine says in every world, one by one: the judge of the analysis.

Nothing here knows a formula. Clauses are added and left out, and every question is asked in every
world: each signer's consent fresh, old or not there, each state yes, no or not on the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from typing import Any

import attrs

from boundlib.decide.answers import JUDGES
from boundlib.decide.asking import Asking
from boundlib.decide.conditions import truth
from boundlib.decide.evidence import Evidence
from boundlib.decide.frame import Frame
from boundlib.decide.gaps import gaps_in
from boundlib.decide.sharing import case_of
from boundlib.decide.subjects import Subject
from boundlib.decide.telling import Verdict, told
from boundlib.decide.ways import Key
from boundlib.model.record import Record
from boundlib.model.sharing_questions import SharingMay
from boundlib.times import zone
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Reason
from boundlib.wire.documents import from_dict
from tests.analyse.making import PEOPLE, made
from tests.decide.making import DIGEST, Data, fact, record

GRANTS = ("sharing.release", "sharing.third_party", "sharing.minor", "sharing.consultation")
DAY = 86_400
AGES = {"fresh": 0, "old": 45 * DAY, "older": 400 * DAY}
"""How long before the question a consent was given."""


@attrs.frozen
class World:
    """An instant, and what is on the record."""

    at: Instant
    evidence: Evidence


Asked = tuple[str, str, str, str]


@attrs.define(slots=False)
class Judge:
    """One agreement, asked everything."""

    clauses: tuple[Data, ...]
    root: dict[str, Any]
    states: tuple[str, ...]
    items: tuple[str, ...]
    purposes: tuple[str, ...]
    dates: tuple[str, ...]

    # --- the worlds -------------------------------------------------------------------------------

    @cached_property
    def worlds(self) -> list[World]:
        return self._worlds(list(self._instants()))

    def _worlds(self, instants: list[Instant], given_at: tuple[str, ...] = ()) -> list[World]:
        """Every world at these instants; with consents as old as may be, or of one age."""
        text = str(self.clauses)
        named = {who for clause in self.clauses for who in clause.get("signers", [])}
        signers = ["ada", *sorted(named - {"ada"})]
        ages = ["fresh", "old", "older"] if "'clock'" in text else ["fresh"]
        kept = [*(given_at or ages), None]
        states = [name for name in self.states if f"'{name}'" in text]
        aged = any(word in text for word in ("minor", "'age'", "adult"))
        born = "birth_date" in self.root["parties"][0]
        years = (17, 18, None) if aged and not born else (None,)
        found = []
        for at in instants:
            for consent in product(kept, repeat=len(signers)):
                for *said, age in product(*[(True, False, None)] * len(states), years):
                    facts = [
                        self._consent(clause["id"], who, int(at) - AGES[given])
                        for who, given in zip(signers, consent, strict=True)
                        if given is not None
                        for clause in self.clauses
                        if clause["kind"] in GRANTS
                    ]
                    facts += [
                        fact("stated", "2000-01-01T00:00:00Z", name, name=name, **{"is": value})
                        for name, value in zip(states, said, strict=True)
                        if value is not None
                    ]
                    if age is not None:
                        facts += _aged(age)
                    happened = from_dict(record(*facts), Record)
                    found.append(World(at, Evidence(happened, zone("UTC"))))
        return found

    def _consent(self, clause: str, who: str, at: int) -> Data:
        more: Data = {"clause": clause, "by": who, "capacity": "self", "method": "signature"}
        when = str(Instant(at))
        return fact("consent_given", when, f"{clause}-{who}", digest=DIGEST, **more)

    def _instants(self) -> Iterator[Instant]:
        assert self.root["zone"] == "UTC"  # so that dates here need no table
        said = str((self.clauses, self.root))
        edges = {int(Instant.parse("2026-01-01T00:00:00Z"))}
        for day in (day for day in self.dates if day in said or "birth_date" in said):
            for moved in (0, 1):
                start = (date.fromisoformat(day) + timedelta(days=moved)).toordinal()
                edges.add((start - date(1970, 1, 1).toordinal()) * DAY)
        yield from (Instant(edge) for edge in sorted(edges))

    # --- the questions ----------------------------------------------------------------------------

    @cached_property
    def asked(self) -> list[Asked]:
        pairs = set()
        for clause in self.grants:
            by, to, onward = clause["by"], clause["to"], clause.get("onward", [])
            ends = {"disclose": [(by, to)], "obtain": [(to, by)], "both": [(by, to), (to, by)]}
            for tell, heard in ends[clause.get("flow", "disclose")]:
                acting = [p["id"] for p in PEOPLE if p.get("acts_for") in heard]
                told = [*heard, *(acting if clause.get("staff") else [])]
                pairs |= {(one, other) for one in tell for other in [*told, *onward]}
                pairs |= {(one, other) for one in told for other in onward}
        return [
            (*pair, *what) for pair in sorted(pairs) for what in product(self.items, self.purposes)
        ]

    # --- the agreement with clauses added and left out --------------------------------------------

    def _frame(self, clauses: tuple[Data, ...]) -> Frame:
        return Frame(made(*clauses, **self.root), truth, JUDGES, gaps_in, DIGEST)

    def _answers(
        self, clauses: tuple[Data, ...], worlds: list[World] | None = None
    ) -> Iterator[Verdict]:
        """What the engine says of each item by itself, in each world; asked as far as is read."""
        plain = self._frame(clauses)
        by, to, item, purpose = self.asked[0]
        for world in self.worlds if worlds is None else worlds:
            frame = plain.with_evidence(world.evidence)
            question = SharingMay(at=world.at, by=by, to=to, items=(item,), purpose=purpose)
            ask = Asking(frame, question, int(world.at), {}, Subject())
            case = case_of(ask)
            yield from (told(ask.aside(), key, case) for key in self.keys)

    @cached_property
    def keys(self) -> list[Key]:
        return [Key(*asked) for asked in self.asked]

    @cached_property
    def grants(self) -> list[Data]:
        return [c for c in self.clauses if c["kind"] in GRANTS]

    @cached_property
    def refusals(self) -> list[Data]:
        return [c for c in self.clauses if c["kind"] == "sharing.refusal"]

    @cached_property
    def _whole(self) -> list[Outcome]:
        return [found.outcome for found in self._answers(self.clauses)]

    def _alone(
        self, grant: Data, refusals: list[Data], worlds: list[World] | None = None
    ) -> Iterator[Verdict]:
        """With these refusals only, where only this grant lets anything of itself."""
        kept = []
        for clause in self.clauses:
            if clause["kind"] == "sharing.refusal" and clause not in refusals:
                continue
            if clause["kind"] in GRANTS and clause["kind"] != "sharing.consultation":
                clause = clause | {"force": "automatic" if clause is grant else "may"}
            kept.append(clause)
        return self._answers(tuple(kept), worlds)

    def remarks(self) -> set[tuple[str, ...]]:
        """Which remarks there must be, with the clauses that the judge can tell."""
        found: set[tuple[str, ...]] = set()
        for grant in self.grants:
            name = grant["id"]
            free = [_lets(x, name) for x in self._alone(grant, [])]
            if not any(free):
                found.add(("never_active", name))
                continue
            if self.refusals and not any(_lets(x, name) for x in self._alone(grant, self.refusals)):
                found.add(("shadowed", name))
                continue
            without = self._answers(tuple(c for c in self.clauses if c is not grant))
            if all(x.outcome is y for x, y in zip(without, self._whole, strict=True)):
                found.add(("redundant", name))
            for no in self.refusals:
                refused = (x.code is Reason.REFUSED for x in self._alone(grant, [no]))
                if any(one and other for one, other in zip(free, refused, strict=True)):
                    found.add(("contradictory", name, no["id"]))
        return found

    # --- ends -------------------------------------------------------------------------------------

    def _lets_at(self, grant: Data, instants: list[Instant], given: tuple[str, ...] = ()) -> bool:
        """Whether a grant lets anything at one of these instants in any world."""
        found = self._alone(grant, [], self._worlds(instants, given))
        return any(_lets(x, grant["id"]) for x in found)

    def endless(self) -> set[str]:
        """The releases that let something for good, on a consent older than any term (17)."""
        long_after = [Instant.parse("2035-01-01T00:00:00Z")]
        return {
            grant["id"]
            for grant in self.grants
            if grant["kind"] == "sharing.release" and "end" not in grant
            if self._lets_at(grant, long_after, ("older",)) and not self._idle(grant)
        }

    def expiring(self, at: Instant, until: Instant) -> set[str]:
        """The grants that let something at an instant, and from a soon one on nothing (19-21)."""
        after = [until, *(edge for edge in self._instants() if edge > until)]
        return {
            grant["id"]
            for grant in self.grants
            if self._lets_at(grant, [at]) and not self._lets_at(grant, after)
            if not self._idle(grant)
        }

    def _idle(self, grant: Data) -> bool:
        """Whether it is shadowed or never active."""
        found = self._alone(grant, self.refusals)
        return not any(_lets(x, grant["id"]) for x in found)


def _aged(years: int) -> list[Data]:
    when = "2000-01-01T00:00:00Z"
    group = "adult" if years >= 18 else "minor"
    return [
        fact("measured", when, "age", quantity="age", amount=years),
        fact("stated", when, "group", name="age_group", **{"is": group}),
    ]


def _lets(found: Verdict, clause: str) -> bool:
    granted = found.outcome is Outcome.PERMIT and found.code is Reason.GRANTED
    return granted and found.clause.id == clause
