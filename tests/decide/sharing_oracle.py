"""Sharing read sentence by sentence, on plain JSON: slow, simple, and nothing of the engine.

Each question is put for one instant. Yes, no and not known (None) follow Kleene's strong logic.
Numbers in brackets are the sentences of spec/sharing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from tests.decide.sharing_oracle_world import Tri, World, both, either, in_form, negated

Data = dict[str, Any]

THERAPIST_SIDE = {"therapist", "practice", "cover"}
ORIGIN = THERAPIST_SIDE | {"client"}  # (10)
NO_CONFIDENCE = {"client", "guardian", "family", "emergency_contact", "agent"}  # (11)
TELLING = ("sharing.release", "sharing.third_party", "sharing.consultation", "sharing.minor")
ORDER = ("deny", "refer", "unknown", "permit")  # (6)

Grant = tuple[str, Tri, bool]
"""A clause's id, whether it lets it, and whether a person decides."""


class Sharing(World):
    """What may be told at one instant."""

    # --- one item by itself -------------------------------------------------------------------

    def whole(self, asked: Data) -> tuple[str, dict[str, str]]:
        """The outcome of a question, and of each item by itself (5, 6)."""
        items = dict.fromkeys(n for item in asked["items"] for n in self.beneath(item))
        declared = {"emergency", "crisis"} & set(asked) or self.is_for(
            ["emergency"], asked["purpose"]
        )
        for name in items:
            items[name] = self.outcome(
                asked["by"], asked["to"], name, asked["purpose"],
                emergency=bool(declared), ground="ground" in asked,
            )  # fmt: skip
        found: dict[str, str] = {name: str(told) for name, told in items.items()}
        first = [line for line in ORDER if line in found.values()]
        return (first or ["not_applicable"])[0], found

    def outcome(
        self, by: str, to: str, item: str, purpose: str, *, emergency: bool = False,
        ground: bool = False,
    ) -> str:  # fmt: skip
        """The first line that applies (11-21)."""
        if self.holds_role(by, NO_CONFIDENCE) and self.holds_role(to, THERAPIST_SIDE):
            return "permit"  # (11)
        if self.holds_role(by, {"client"}):
            told = self.outside(by, to, item)  # (12)
            return "refer" if (emergency or ground) and told != "permit" else told  # (61)
        if ground:
            return "refer"  # (14)
        if self.holds_role(by, THERAPIST_SIDE) and self.holds_role(to, {"client"}):
            several = len(self.holders("client")) > 1
            if several and self.covers(["told_alone"], item):
                return self.secret(by, to, item, purpose, emergency)  # (13)
            if not several or not self.covers(["other_members"], item):
                return "not_applicable"  # (13)
        refused = self.refused(by, to, item, purpose)
        if refused:
            return "refer" if emergency else "deny"  # (15)
        grants = list(self.grants(by, to, item, purpose))
        urgent: list[Grant] = []
        in_the_way: Tri = refused
        if emergency:
            urgent = list(self.grants(by, to, item, "emergency"))
            in_the_way = either([refused, self.refused(by, to, item, "emergency")])
        gap = self.gap(by, to, item, purpose)
        if refused is False and any(lets and not person for _, lets, person in grants):
            return "permit"  # (17)
        if emergency:  # (18)
            lets = any(lets and not person for _, lets, person in urgent)
            return "permit" if lets and in_the_way is False else "refer"
        if any(lets and person for _, lets, person in grants):
            return "refer"  # (19)
        if gap or any(lets is not False for _, lets, _ in grants):
            return "unknown"  # (20)
        own = len(self.holders("client")) == 1 and self.holds_role(to, {"client"})
        return "not_applicable" if own else "deny"  # (21, 67)

    def outside(self, by: str, to: str, item: str) -> str:
        """What a client tells, of what is the others' too (12)."""
        words = {"nothing": "deny", "not_by_name": "refer", "with_leave": "refer"}
        units: list[tuple[Data, Tri]] = []
        for unit in self.of("sharing.unit_of_care"):
            names = sorted(self.members(unit))
            there = both(self.named(names, by), negated(self.named(names, to)))  # (60)
            units.append((unit, there))
        if not self.covers(["other_members"], item):
            return "permit"
        return self.rule(units, "outside", words, "unknown", "permit")

    def secret(self, by: str, to: str, item: str, purpose: str, emergency: bool) -> str:
        """What one of several clients told alone, to another (13)."""
        refused = self.refused(by, to, item, purpose)  # (62)
        words = {"kept": "deny", "not_kept": "permit", "therapist_decides": "refer"}
        units = [
            (unit, self.named(sorted(self.members(unit)), to))  # (60)
            for unit in self.of("sharing.unit_of_care")
            if "secrets" in unit
        ]
        told = "deny" if refused else self.rule(units, "secrets", words, "deny", "deny")
        if told == "permit" and refused is None:
            told = "unknown"
        return "refer" if emergency and told != "permit" else told

    def rule(
        self,
        units: list[tuple[Data, Tri]],
        name: str,
        words: dict[str, str],
        unsaid: str,
        without: str,
    ) -> str:
        """What the clauses that speak say, the first by sentence 6; without one `without` holds."""
        found = set()
        for unit, there in units:
            speaks, said = both(self.speaks(unit), there), unit.get(name)
            told = words[said] if isinstance(said, str) else "unknown" if said else unsaid
            if speaks is not False:
                found.add(told if speaks or told == without else "unknown")
        return next((line for line in ORDER if line in found), without)

    def refused(self, by: str, to: str, item: str, purpose: str) -> Tri:
        """Whether a refusal speaks and covers it (22, 23)."""
        return either(
            both(
                self.speaks(clause),
                self.named(clause.get("by"), by, staff=True),
                self.named(clause.get("to"), to, staff=True),
                "items" not in clause or self.covers(clause["items"], item),
                "purposes" not in clause or self.is_for(clause["purposes"], purpose),
            )
            for clause in self.of("sharing.refusal")
        )

    def gap(self, by: str, to: str, item: str, purpose: str) -> bool:
        """Whether the age lies between those that clauses about a child share out (44)."""
        for one in self.of("sharing.minor"):
            reach = both(self.reaches(one, item, purpose), self.between(one, by, to))
            if "quantity" not in one.get("when", {}) or reach is False:
                continue
            alike = [c for c in self.of("sharing.minor") if self.same_matter(c, one)]
            bands = [c["when"] for c in alike if "quantity" in c.get("when", {})]
            always = [c for c in alike if "when" not in c]
            tiers = [i for c in alike if "when" in c for i in c["items"]]
            if any(all(self.covers(c["items"], i, grant=True) for i in tiers) for c in always):
                continue
            if self.binds() is False or any(self.holds(when) is not False for when in bands):
                continue
            below = any("at_most" in when and self.aged(when["at_most"] + 1) for when in bands)
            above = any("at_least" in when and not self.aged(when["at_least"]) for when in bands)
            if below and above:
                return True
        return False

    def same_matter(self, one: Data, other: Data) -> bool:
        """Whether two clauses are for the same people, purposes and dates (44)."""
        names = ("by", "to", "purposes")
        alike = all({*one.get(n, [])} == {*other.get(n, [])} for n in names)
        return alike and one.get("valid") == other.get("valid")

    # --- what lets it -------------------------------------------------------------------------

    def grants(self, by: str, to: str, item: str, purpose: str) -> Iterable[Grant]:
        """Every clause that could let it, and whether it does."""
        for clause in self.clauses:
            if clause["kind"] in TELLING:
                person = clause.get("force", "automatic") != "automatic"  # (37)
                yield clause["id"], self.tells(clause, by, to, item, purpose, ()), person

    def tells(
        self, clause: Data, by: str, to: str, item: str, purpose: str, seen: tuple[str, ...]
    ) -> Tri:
        """Whether a clause lets one tell another, who have it by way of nobody in `seen`."""
        found = []
        reach, staff = self.reaches(clause, item, purpose), "staff" in clause
        for tellers, told in self.ways(clause) if reach is not False else ():
            between = both(self.named(tellers, by), self.named(told, to, staff))
            if between is not False:
                has = [self.has(holder, item, purpose, seen) for holder in self.holders(by)]
                found.append(both(between, self.lets(clause, by, to, item, purpose), *has))
                # (9) staff count as the recipient, so that what is refused the one is them too
                theirs = self.organisation(to) if staff and self.named(told, to) is False else []
                found[-1] = both(found[-1], *(self.free(by, o, item, purpose) for o in theirs))
            # (38) a recipient passes it on, if whoever told them may tell it themselves
            if self.holds_role(by, ORIGIN):
                continue
            between = both(self.named(told, by, staff), self.named(clause.get("onward", ["-"]), to))
            for teller in self.all_holders(tellers) if between is not False else ():
                lets = self.lets(clause, teller, by, item, purpose)
                lets = both(lets, self.free(teller, by, item, purpose))
                lets = both(lets, self.lets(clause, by, to, item, purpose))
                for one in self.holders(by):  # (40) of a role some are told by themselves (7)
                    had = self.has(teller, item, purpose, (*seen, one))
                    some = one == teller and len(self.holders(by)) > 1
                    lets = both(lets, None if some else had)
                found.append(both(between, lets))
        return both(reach, either(found))

    def free(self, by: str, to: str, item: str, purpose: str) -> Tri:
        return negated(self.refused(by, to, item, purpose))

    def has(self, by: str, item: str, purpose: str, seen: tuple[str, ...]) -> Tri:
        """Whether somebody has what they would tell, by way of nobody in `seen` (39, 40)."""
        if self.holds_role(by, ORIGIN):
            return True
        found: list[Tri] = []
        for clause in [*self.of("sharing.release"), *self.of("sharing.third_party")]:
            people = [*clause["by"], *clause["to"], *clause.get("onward", [])]
            names = [p["id"] for p in self.data["parties"]] + self.all_holders(people)
            recipients = [n for _, to in self.ways(clause) for n in to]
            heard = self.all_holders(recipients)
            if "staff" in clause:
                heard += [p["id"] for p in self.data["parties"] if p.get("acts_for") in heard]
            told = [self.named(recipients, by, "staff" in clause)]
            if not all(self.holds_role(n, ORIGIN) for n in heard):  # else nobody passes it on (38)
                told.append(self.named(clause.get("onward", ["-"]), by))
            if by in seen or either(told) is False:
                continue
            if self.covers(clause["items"], item, grant=True):
                for name in sorted({*names} - {by, *seen}):
                    free = self.free(name, by, item, purpose)
                    found.append(
                        both(free, self.tells(clause, name, by, item, purpose, (*seen, by)))
                    )
        return either(found) if found else not seen  # what nobody tells them is their own

    def ways(self, clause: Data) -> list[tuple[list[str], list[str]]]:
        """Who tells whom under a clause (7, 8, 42)."""
        if clause["kind"] == "sharing.consultation":
            return [(clause.get("by", ["therapist"]), clause.get("to", ["supervisor"]))]
        there, back = (clause["by"], clause["to"]), (clause["to"], clause["by"])
        ways = {"disclose": [there], "obtain": [back], "both": [there, back]}
        return ways[clause.get("flow", "disclose")]

    def between(self, clause: Data, by: str, to: str) -> Tri:
        return either(
            both(self.named(tellers, by), self.named(told, to))
            for tellers, told in self.ways(clause)
        )

    def reaches(self, clause: Data, item: str, purpose: str) -> Tri:
        """Whether a grant is for this item and purpose (2-4, 42)."""
        if clause["kind"] != "sharing.consultation":
            for_this = self.is_for(clause["purposes"], purpose)
            return self.covers(clause["items"], item, grant=True) and for_this
        if not self.is_for(["supervision"], purpose):
            return False
        if not self.covers(clause.get("items", ["record"]), item, grant=True):
            return False
        if not self.covers(["identity"], item):
            return True
        if not isinstance(clause["named"], str):
            return None
        first = clause["named"] == "first_name" and self.covers(["identity/first_name"], item)
        return first or clause["named"] == "full"

    def lets(self, clause: Data, by: str, to: str, item: str, purpose: str) -> Tri:
        """Whether a grant speaks now, between these two, of what it reaches."""
        if clause["kind"] == "sharing.release":
            return self.live(clause, by, to, item, purpose)
        found = both(self.binds(), self.speaks(clause), not self.stopped(clause["id"]))  # (16, 41)
        if "require" in clause:
            found = both(found, self.holds(clause["require"]))  # (41, 43)
        if clause["kind"] == "sharing.minor":
            found = both(found, self.minor())  # (43)
            if "agrees" in clause.get("child", []):
                agreed = [self.agreed(clause["id"], own) for own in self.holders("client")]
                found = both(found, either(agreed))
        return found

    # --- a release ----------------------------------------------------------------------------

    def live(self, clause: Data, by: str, to: str, item: str, purpose: str) -> Tri:
        """Whether a release is live for this (24)."""
        tos = [to, *self.organisation(to)] if "staff" in clause else [to]
        rules = [
            (self.matches(r, by, tos, item, purpose), r) for r in self.of("sharing.release_rule")
        ]
        needs = self.needed(clause, rules, item)
        given: list[Tri] = []
        earliest, latest = -math.inf, -math.inf
        for signer, need in needs.items():
            consents = self.consents(clause["id"], signer, needs, rules)
            given.append(either([negated(need), *(counts for counts, _, _ in consents)]))
            if not consents:
                continue
            certain = [low for counts, low, _ in consents if counts]
            low = max(certain) if certain else min(low for _, low, _ in consents)
            earliest = max(earliest, low if need else -math.inf)
            latest = max(latest, max(high for _, _, high in consents))
        begun = "start" not in clause or self.passed(self.day(clause["start"]))  # (30)
        over = self.over(clause, earliest, latest)
        stated = "end" in clause and "unstated" not in clause["end"]
        bound = self.bound_once() if stated else self.binds()  # (16)
        return both(bound, begun, negated(over), self.speaks(clause), *given)

    def over(self, clause: Data, earliest: float, latest: float) -> Tri:
        """Whether the end of a release has passed; consents lie between two instants (31, 32)."""
        end = clause.get("end")
        if end is None:
            return False
        if isinstance(end, str):
            return self.passed(self.day(end, 1))
        if "unstated" in end:
            return None
        if "from" in end:
            event = self.event(end["from"], clause["id"])
            if not isinstance(event, tuple):
                return event
            earliest, latest = event
        elif math.isinf(latest):
            return False  # nobody consented: nothing runs
        return self.run_out(end, earliest, latest)

    def needed(self, clause: Data, rules: list[tuple[Tri, Data]], item: str) -> dict[str, Tri]:
        """Whose consent a release needs (25, 33)."""
        needs: dict[str, Tri] = {}
        for name in self.all_holders(clause.get("signers", ["client"])):
            needs[name] = True
        for asks, rule in rules:
            for name in self.all_holders(rule.get("signers", [])):
                needs[name] = either([needs.get(name, False), asks])
        for unit in self.of("sharing.unit_of_care"):
            own = self.covers(unit.get("own_items", []), item)
            asks = both(self.speaks(unit), unit.get("all_sign") is not False and not own)
            for name in self.members(unit):
                needs[name] = either([needs.get(name, False), asks])
        return {name: need for name, need in needs.items() if need is not False}

    def matches(self, rule: Data, by: str, tos: list[str], item: str, purpose: str) -> Tri:
        """Whether a rule is about this (33)."""
        return both(
            self.speaks(rule),
            self.named(rule.get("by"), by, staff=True),
            either(self.named(rule.get("to"), to, staff=True) for to in tos),
            "items" not in rule or self.covers(rule["items"], item),
            "purposes" not in rule or self.is_for(rule["purposes"], purpose),
        )

    def consents(
        self, clause: str, signer: str, needs: dict[str, Tri], rules: list[tuple[Tri, Data]]
    ) -> list[tuple[Tri, float, float]]:
        """A signer's consents that count or may count, and when they were given (26-29, 34, 35)."""
        found: list[tuple[Tri, float, float]] = []
        for fact in self.facts("consent_given", clause):
            low, high = self.when(fact)
            if not self.passed(high) or self.withdrawn(clause, low, signer, needs):
                continue
            counts: list[Tri] = [self.is_by(fact, signer, needs)]
            counts.append(True if fact["digest"] == self.digest else None)  # (28)
            for asks, rule in rules:
                kept: list[Tri] = [negated(asks), True]
                if "form" in rule:
                    kept = [negated(asks), in_form(fact["method"], rule["form"])]  # (34)
                counts.append(either(kept))
                term = rule.get("longest_term", None)  # (35)
                if term is not None:
                    over = None if "unstated" in term else self.run_out(term, low, high)
                    counts.append(either([negated(asks), negated(over)]))
            if both(*counts) is not False:
                found.append((both(*counts), low, high))
        return found

    def is_by(self, fact: Data, signer: str, needs: dict[str, Tri]) -> Tri:
        """Whether a consent is this signer's (26, 27)."""
        if "by" not in fact:
            return None
        (giver,) = self.holders(fact["by"])
        place = self.in_the_place_of(signer, needs)  # (66)
        if place and giver in (signer, place):
            grown = negated(self.minor())
            stands = grown if giver == place else negated(grown)
            apart = negated(needs.get(place, False))
            if apart is None:  # if both sign, each signs for themselves (26)
                return either([stands, None]) if giver == signer else both(stands, None)
            return stands
        if giver == signer:
            return True
        if not self.acts_for(giver, signer) or fact["capacity"] == "self":
            return False
        besides = negated(needs.get(giver, False))
        own = next(p for p in self.data["parties"] if p["id"] == giver).get("capacity")
        if "parent" in (fact["capacity"], own) and self.holds_role(signer, {"client"}):
            also = None if fact["capacity"] == "agent" else False
            return both(besides, either([self.minor(), also]))
        return besides

    def in_the_place_of(self, signer: str, needs: dict[str, Tri]) -> str | None:
        """The client in whose place a parent signs, as no client does for certain (66)."""
        clients = self.holders("client")
        if signer in clients or any(needs.get(name) is True for name in clients):
            return None
        for one in self.data["parties"]:
            if one["id"] == signer and one.get("capacity") == "parent":
                return one["acts_for"] if one["acts_for"] in clients else None
        return None

    def withdrawn(self, clause: str, given: float, signer: str, needs: Iterable[str]) -> bool:
        """Whether a withdrawal ended a signer's consent, given then at the earliest (29)."""
        for fact in self.facts("consent_withdrawn", clause):
            low, high = self.when(fact)
            theirs: list[str] = []
            if "by" in fact:
                (who,) = self.holders(fact["by"])
                theirs = [name for name in needs if name == who or self.acts_for(who, name)]
            if self.passed(low) and given <= high and (signer in theirs or not theirs):
                return True
        return False

    def stopped(self, clause: str) -> bool:
        """Whether another grant was withdrawn and not consented to since (41, 63)."""
        for fact in self.facts("consent_withdrawn", clause):
            low, high = self.when(fact)
            later = []
            for given in self.facts("consent_given", clause):
                first, last = self.when(given)
                if "by" in given and self.passed(last) and first > high:
                    later.append(given)
            by = [self.holders(given["by"])[0] for given in later]
            if "by" in fact:
                (who,) = self.holders(fact["by"])
                back = who in by or any(self.acts_for(who, name) for name in by)
            else:
                back = all(
                    any(self.is_by(given, own, {}) is True for given in later)
                    for own in self.holders("client")
                )
            if self.passed(low) and not back:
                return True
        return False

    def agreed(self, clause: str, own: str) -> Tri:
        """Whether a client's own consent to a clause stands (43)."""
        return either(
            both(
                own in self.holders(fact["by"]) if "by" in fact else None,
                self.passed(self.when(fact)[1]),
                not self.withdrawn(clause, self.when(fact)[0], own, [own]),
                True if fact["digest"] == self.digest else None,
            )
            for fact in self.facts("consent_given", clause)
        )
