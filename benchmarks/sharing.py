"""May this be told? boundlib beside a bare index and Cedar, with 20, 200 and 1,000 grants.

    python benchmarks/sharing.py            the tables of docs/performance.md
    python benchmarks/sharing.py --json     the same as data

The control is the least that can be done in pure Python: a dict by recipient and item, walked up
the tree, a yes or a no. It knows no consent, no reason, no near miss. Cedar is given its policies
and entities parsed, and each release as the stretch in which it is live, which somebody else must
have worked out: consent and withdrawal on a record are not its matter. An answer that differs from
the control's is counted, never corrected.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import product
from statistics import median
from time import process_time
from typing import Any

import attrs
import cedarpy
from measure import ROUNDS, Figure, Work, interleaved, micros, table

import boundlib
from boundlib.model.trees import ALWAYS_NAMED, item_above, item_reached_from, purpose_above
from boundlib.vocab import SharedFor, SharedItem

SIZES = (20, 200, 1000)
REQUESTS = 2000
WHOLE = 100  # how many whole decisions are asked for: each takes milliseconds
GOAL = 13.0
MADE = 7  # how often each is made ready
SLOW = 400  # how many of the requests a peer is timed with; it answers all of them once
TIMES = "\N{MULTIPLICATION SIGN}"
CONTROL, AGAIN = "control", "boundlib, asked again"
FIRST = "boundlib, asked for the first time"
READY = "boundlib: compiled, and laid out for each recipient"
WHOLE_AGAIN = "boundlib, the whole decision, again"
WHOLE_FIRST = "boundlib, the whole decision, for the first time"
CEDAR, BATCH = f"cedarpy {version('cedarpy')}", "the same, in one batch"
PARTIES = [f"party-{number}" for number in range(20)]
ITEMS, PURPOSES = list(map(str, SharedItem)), list(map(str, SharedFor))

Asked = tuple[str, str, str, int]
"""To whom, what, what for, when."""


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


YEAR = second("2026-01-01"), second("2027-01-01")
SIGNED, TAKEN_BACK = "2025-12-01T10:00:00Z", "2026-07-01T10:00:00Z"


@attrs.frozen
class Case:
    """An agreement of so many grants, every tenth a refusal, with its record, and what is asked."""

    clauses: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    document: dict[str, Any]
    asked: list[Asked]

    def live(self, clause: dict[str, Any]) -> tuple[int, int]:
        """From when until when a release is live, worked out from its record by hand."""
        mine = {f["kind"] for f in self.facts if f["clause"] == clause["id"]}
        if "consent_given" not in mine:
            return YEAR[0], YEAR[0]
        return YEAR[0], second(TAKEN_BACK[:-1]) if "consent_withdrawn" in mine else YEAR[1]

    def record(self, digest: str) -> Any:
        signed = [f | ({"digest": digest} if "given" in f["kind"] else {}) for f in self.facts]
        head = {"type": "record", "spec_version": "1.0", "agreement": self.document["id"]}
        return boundlib.from_dict(head | {"facts": signed}, boundlib.Record)


def case(size: int) -> Case:
    chance = random.Random(size)
    clauses: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    for number in range(size):
        clause: dict[str, Any] = {"id": f"c{number}", "to": [chance.choice(PARTIES)]}
        if number % 10:
            clause |= {"kind": "sharing.release", "by": ["therapist"], "flow": "disclose"}
            clause |= {"items": chance.sample(ITEMS, 2), "purposes": chance.sample(PURPOSES, 1)}
            clause |= {"start": "2026-01-01", "end": "2026-12-31"}
            for kind, when in _facts(chance):
                fact = {"id": f"f{len(facts)}", "kind": kind, "at": when, "recorded_at": when}
                fact |= {"by": "client", "clause": clause["id"], "capacity": "self"}
                facts.append(fact | {"method": "signature"})
        else:
            clause |= {"kind": "sharing.refusal", "items": chance.sample(ITEMS, 1)}
        clauses.append(clause)
    parties = [{"id": "client", "roles": ["client"]}, {"id": "therapist", "roles": ["therapist"]}]
    parties += [{"id": name, "roles": ["coordinator"]} for name in PARTIES]
    document = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": "urn:example:sharing-benchmark",
        "version": 1,
        "zone": "UTC",
        "language": "en-GB",
        "parties": parties,
        "clauses": clauses,
    }
    return Case(clauses, facts, document, list(_asked(chance, clauses)))


def _facts(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Four releases of five are signed; one signature of ten was taken back."""
    if chance.random() < 0.8:
        yield "consent_given", SIGNED
        if chance.random() < 0.1:
            yield "consent_withdrawn", TAKEN_BACK


def _asked(chance: random.Random, clauses: list[dict[str, Any]]) -> Iterator[Asked]:
    """No two alike but for the instant; half of them about something that a clause is about."""
    everything = list(product(PARTIES, ITEMS, PURPOSES))
    near = []
    for clause in clauses:
        beneath = [i for i in ITEMS if not set(clause["items"]).isdisjoint(item_above(i))]
        wanted = clause.get("purposes", PURPOSES)
        about = [p for p in PURPOSES if not set(wanted).isdisjoint(purpose_above(p))]
        near += list(product(clause["to"], beneath, about))
    near = list(dict.fromkeys(near))
    half = chance.sample(near, min(REQUESTS // 2, len(near)))
    rest = chance.sample(sorted(set(everything) - set(half)), REQUESTS - len(half))
    for to, item, purpose in chance.sample(half + rest, REQUESTS):
        yield to, item, purpose, chance.randrange(*YEAR)


# --- the rows ------------------------------------------------------------------------------------


class Control:
    """A dict by recipient and item; what it is for and when it is live stand beside it."""

    def __init__(self, made: Case) -> None:
        self.grants: dict[tuple[str, str], list[tuple[frozenset[str], int, int]]] = {}
        self.refusals = set()
        for clause in made.clauses:
            for path in clause["items"]:
                key = clause["to"][0], path
                if clause["kind"] == "sharing.refusal":
                    self.refusals.add(key)
                    continue
                wanted = {p for p in PURPOSES if clause["purposes"][0] in purpose_above(p)}
                self.grants.setdefault(key, []).append((frozenset(wanted), *made.live(clause)))
        self.above = {item: item_above(item) for item in ITEMS}
        self.reached = {item: item_reached_from(item, ALWAYS_NAMED) for item in ITEMS}

    def may(self, asked: Asked) -> bool:
        to, item, purpose, at = asked
        for path in self.above[item]:
            if (to, path) in self.refusals:
                return False
        for path in self.reached[item]:
            for purposes, start, end in self.grants.get((to, path), ()):
                if purpose in purposes and start <= at < end:
                    return True
        return False


class Ours:
    """Verdicts on single items, each with its clause, obligations, near miss and end."""

    def __init__(self, made: Case) -> None:
        self.first_asked = made.asked[0]
        self.agreement = boundlib.from_dict(made.document)
        self.record = made.record(boundlib.digest(self.agreement))
        self.questions = [(self.question(asked), self.record) for asked in made.asked[:WHOLE]]
        self.fresh: list[Any] = []
        self.renew()

    def renew(self) -> None:
        """An engine that was never asked any of these, with its grants laid out.

        They are laid out for two parties when these are first asked about: so each recipient is
        asked about once, with another question.
        """
        self.engine = boundlib.compile(self.agreement)
        self.tellings = self.engine.sharing(self.record)
        for to in PARTIES:
            self.may((to, f"{SharedItem.RECORD}/other", PURPOSES[0], YEAR[0]))

    def may(self, asked: Asked) -> Any:
        to, item, purpose, at = asked
        return self.tellings.may(
            by="therapist", to=to, item=item, purpose=purpose, at=boundlib.Instant(at)
        )

    def question(self, asked: Asked) -> Any:
        to, item, purpose, at = asked
        head = {"type": "question", "spec_version": "1.0", "kind": "sharing.may"}
        body = {"at": str(boundlib.Instant(at)), "by": "therapist", "to": to}
        body |= {"items": [item], "purpose": purpose}
        return boundlib.from_dict(head | body, boundlib.Question)

    def decide(self, question: Any, record: Any) -> Any:
        return self.engine.decide(question, record)

    # --- for the first time: each round has an engine of its own, made before it begins --------

    def stock(self, rounds: int) -> None:
        for _ in range(rounds):
            self.renew()
            self.fresh.append((self.engine, self.tellings))

    def may_first(self, asked: Asked) -> Any:
        if asked is self.first_asked:  # a new round
            self.engine, self.tellings = self.fresh.pop()
        return self.may(asked)

    def decide_first(self, question: Any, record: Any) -> Any:
        if question is self.questions[0][0]:
            self.engine, self.tellings = self.fresh.pop()
        return self.decide(question, record)


class Cedar:
    """Policies and entities, parsed once.

    Items have two trees: what a refusal reaches, and what a grant reaches, from which what must be
    named itself is cut off.
    """

    def __init__(self, made: Case) -> None:
        self.policies = cedarpy.PolicySet.from_str("\n".join(self._policies(made)))
        self.entities = cedarpy.Entities.from_json_str(json.dumps(list(self._entities())))

    def _policies(self, made: Case) -> Iterator[str]:
        for clause in made.clauses:
            to = f'principal == Party::"{clause["to"][0]}"'
            for path in clause["items"]:
                name = f'@id("{clause["id"]}")'
                if clause["kind"] == "sharing.refusal":
                    yield f'{name} forbid({to}, action, resource in Refused::"{path}");'
                    continue
                start, end = made.live(clause)
                action = f'action in [Action::"{clause["purposes"][0]}"]'
                when = f"context.at >= {start} && context.at < {end}"
                yield (
                    f'{name} permit({to}, {action}, resource in Granted::"{path}") when {{{when}}};'
                )

    def _entities(self) -> Iterator[dict[str, Any]]:
        for item in ITEMS:
            reached = item_reached_from(item, ALWAYS_NAMED)
            parents = [("Granted", path) for path in reached]
            parents += [("Refused", path) for path in item_above(item)]
            yield self._entity("Item", item, parents)
            yield self._entity("Granted", item, [])
            yield self._entity("Refused", item, [])
        for purpose in PURPOSES:
            wider = purpose_above(purpose)[1:]
            yield self._entity("Action", purpose, [("Action", path) for path in wider])

    def _entity(self, kind: str, name: str, parents: list[tuple[str, str]]) -> dict[str, Any]:
        above = [{"type": k, "id": n} for k, n in parents]
        return {"uid": {"type": kind, "id": name}, "attrs": {}, "parents": above}

    def request(self, asked: Asked) -> dict[str, Any]:
        to, item, purpose, at = asked
        return {
            "principal": f'Party::"{to}"',
            "action": f'Action::"{purpose}"',
            "resource": f'Item::"{item}"',
            "context": {"at": at},
        }

    def may(self, request: dict[str, Any]) -> Any:
        return cedarpy.is_authorized(request, self.policies, self.entities)

    def batch(self, requests: list[dict[str, Any]]) -> Any:
        return cedarpy.is_authorized_batch(requests, self.policies, self.entities)


# --- the figures ---------------------------------------------------------------------------------


def measure(size: int) -> dict[str, Any]:
    made = case(size)
    control, ours, cedar = Control(made), Ours(made), Cedar(made)
    first, whole, whole_first = Ours(made), Ours(made), Ours(made)
    first.stock(ROUNDS + 2)
    whole_first.stock(ROUNDS + 2)
    requests = [cedar.request(asked) for asked in made.asked]
    singles = [(asked,) for asked in made.asked]
    right = [control.may(asked) for asked in made.asked]
    said = {
        AGAIN: [ours.may(asked).outcome == "permit" for asked in made.asked],
        FIRST: [first.may_first(asked).outcome == "permit" for asked in made.asked],
        WHOLE_AGAIN: [
            whole.decide(*asked).items[0].outcome == "permit" for asked in whole.questions
        ],
        CEDAR: [cedar.may(request).allowed for request in requests],
        BATCH: [answer.allowed for answer in cedar.batch(requests)],
    }
    figures = interleaved(
        {
            CONTROL: Work(control.may, singles),
            AGAIN: Work(ours.may, singles),
            FIRST: Work(first.may_first, singles),
            WHOLE_AGAIN: Work(whole.decide, whole.questions),
            WHOLE_FIRST: Work(whole_first.decide_first, whole_first.questions),
            CEDAR: Work(cedar.may, [(request,) for request in requests[:SLOW]]),
            BATCH: Work(cedar.batch, [(requests[:SLOW],)]),
        },
        control=CONTROL,
    )
    batch = figures[BATCH]
    figures[BATCH] = Figure(batch.micros / SLOW, batch.ratio / SLOW)
    ready = {
        CONTROL: _ready(lambda: Control(made)),
        READY: _ready(ours.renew),
        CEDAR: _ready(lambda: Cedar(made)),
    }
    differ = {name: sum(a != b for a, b in zip(s, right, strict=False)) for name, s in said.items()}
    return {
        "grants": size,
        "permitted": sum(right),
        "ready": ready,
        "rows": {
            name: figure._asdict() | {"differ": differ.get(name, 0)}
            for name, figure in figures.items()
        },
    }


def _ready(make: Callable[[], Any]) -> float:
    """Milliseconds of processor time to make it ready, the median of several."""
    taken = []
    for _ in range(MADE):
        start = process_time()
        make()
        taken.append(process_time() - start)
    return median(taken) * 1e3


def shown(data: list[dict[str, Any]]) -> str:
    def cell(row: dict[str, Any]) -> str:
        text = f"{micros(row['micros'])} · {row['ratio']:.3g}{TIMES}"
        return text + (f" ({row['differ']} differ)" if row["differ"] else "")

    head = ["engine", *(f"{each['grants']:,} grants" for each in data)]
    rows = [[name, *(cell(each["rows"][name]) for each in data)] for name in data[0]["rows"]]
    permitted = ["permitted, of 2,000", *(str(each["permitted"]) for each in data)]
    ready = [
        [name, *(f"{each['ready'][name]:.3g} ms" for each in data)] for name in data[0]["ready"]
    ]
    goals = [
        [
            f"{name}, {each['grants']:,} grants",
            f"{GOAL:.0f}{TIMES}",
            f"{each['rows'][name]['ratio']:.3g}{TIMES}",
        ]
        for each in data[1:]
        for name in (AGAIN, FIRST)
    ]
    return "\n\n".join(
        (
            table(head, [*rows, permitted]),
            table(["made ready, once", *head[1:]], ready),
            table(["goal, of control", "at most", "reached"], goals),
        )
    )


def main() -> None:
    ask = argparse.ArgumentParser(description="Sharing decisions, measured.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = ask.parse_args()
    data = [measure(size) for size in SIZES]
    print(json.dumps({"sharing": data}, indent=2) if asked.json else shown(data))


if __name__ == "__main__":
    sys.exit(main())
