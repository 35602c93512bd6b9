"""Facts and questions about what was agreed on sharing, consent and touch."""

from __future__ import annotations

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import Data, perhaps, seldom, some
from boundlib.testing.sharing import ABOUT, CARE, FOR, ITEMS, TELLERS, TOLD, TOUCHES

# --- facts ------------------------------------------------------------------------------------

_METHODS = ("signature", "signature", "spoken", "email", "nod")
_CONSENTED = ("sharing.", "governance.consent", "pace.")
_SIGNED = (
    "sharing.release",
    "sharing.recording",
    "sharing.minor",
    "sharing.unit_of_care",
    "governance.consent",
    "pace.touch",
)


def consent(draw: Draw, kind: str, agreed: list[Data]) -> Data:
    """A consent to a clause, or its withdrawal; mostly to one that needs it, by one who signs."""
    asked = [clause["id"] for clause in agreed if clause["kind"].startswith(_CONSENTED)]
    if not asked or seldom(draw, 6):
        named = draw(st.sampled_from([clause["id"] for clause in agreed]))
        said: Data = {"clause": named, "method": "spoken", "capacity": "self"}
    else:
        said = {"clause": draw(st.sampled_from(asked)), "method": draw(st.sampled_from(_METHODS))}
        by = draw(st.sampled_from(("client", "client", "first-client", "partner", "mother", None)))
        said |= {"capacity": "parent" if by == "mother" else "self"} | ({"by": by} if by else {})
    if kind == "consent_given":
        said["digest"] = ("B" if seldom(draw, 8) else "A") * 43
    return said


def consents(draw: Draw, agreement: Data) -> list[Data]:
    """Consents to most of the clauses that need some, by most of those who sign."""
    clients = [p["id"] for p in agreement["parties"] if "client" in p["roles"]]
    members = [who for clause in agreement["clauses"] for who in clause.get("members", ())]
    given = []
    for clause in agreement["clauses"]:
        if clause["kind"] not in _SIGNED or seldom(draw, 5):
            continue
        named = clause.get("signers") or clause.get("needs") or ["client"]
        everybody = [p for n in (*named, *members) for p in (clients if n == "client" else [n])]
        for who in dict.fromkeys(everybody):
            if not seldom(draw, 8):
                said = {"clause": clause["id"], "by": who, "capacity": "self", "digest": "A" * 43}
                method = draw(st.sampled_from(("signature", *_METHODS)))
                given.append({"kind": "consent_given", **said, "method": method})
    return given


def disclosed(draw: Draw) -> Data:
    """That something was told."""
    found: Data = {
        "by": draw(st.sampled_from(TELLERS)),
        "to": draw(st.sampled_from(TOLD)),
        "items": some(draw, ITEMS),
        "purpose": draw(st.sampled_from(FOR)),
    }
    perhaps(draw, found, "emergency", True, one_in=6)
    return found


# --- questions --------------------------------------------------------------------------------

_ABOUT_ONE = ("sharing.may_record", "sharing.destroy_at", "pace.may_touch")
"""Questions that may name their clause."""

_LETS = ("sharing.release", "sharing.third_party", "sharing.minor")


def _telling(draw: Draw, agreement: Data) -> Data:
    """Who tells whom what, what for: mostly near what some clause lets be told."""
    there = {p["id"] for p in agreement["parties"]} | {"client", "gp", "payer"}
    found: Data = {
        "by": draw(st.sampled_from([name for name in TELLERS if name in there])),
        "to": draw(st.sampled_from([name for name in TOLD if name in there])),
        "items": some(draw, ITEMS),
        "purpose": draw(st.sampled_from(FOR)),
    }
    grants = [clause for clause in agreement["clauses"] if clause["kind"] in _LETS]
    if seldom(draw, 8):
        found["to"] = draw(st.sampled_from(("client", "therapist")))
    if not grants or seldom(draw, 8):
        return found
    grant = draw(st.sampled_from(grants))
    sides = [(grant["by"], grant["to"]), (grant["by"], grant["to"]), (grant["to"], grant["by"])]
    if "onward" in grant:
        sides.append((grant["to"], grant["onward"]))
    by, to = draw(st.sampled_from(sides))
    near: Data = {
        "by": draw(st.sampled_from(by)),
        "to": draw(st.sampled_from(to)),
        "items": [draw(st.sampled_from(grant["items"]))],
        "purpose": draw(st.sampled_from(grant["purposes"])),
    }
    for name in near:
        if not seldom(draw, 8):
            found[name] = near[name]
    return found


def asked(draw: Draw, kind: str, agreement: Data) -> Data:
    """What only this kind of question has."""
    there = {p["id"] for p in agreement["parties"]} | {"client", "therapist", "gp", "payer"}
    who = st.sampled_from(sorted(there))
    item, purpose = st.sampled_from(ITEMS), st.sampled_from(FOR)
    found: Data = {}
    if kind in _ABOUT_ONE:
        named = [c["id"] for c in agreement["clauses"] if c["kind"] == ABOUT[kind]]
        if named and seldom(draw, 3):
            found["clause"] = draw(st.sampled_from(named))
    match kind:
        case "sharing.may":
            found |= _telling(draw, agreement)
            perhaps(draw, found, "emergency", st.booleans(), one_in=6)
            perhaps(draw, found, "ground", "court", one_in=10)
        case "sharing.when":
            found |= _telling(draw, agreement)
            found["item"] = found.pop("items")[0]
        case "sharing.who_may_see":
            meant = _telling(draw, agreement)
            found["item"] = meant["items"][0]
            perhaps(draw, found, "purpose", meant["purpose"], one_in=2)
        case "sharing.what_may_see":
            found["to"] = _telling(draw, agreement)["to"]
        case "sharing.may_release":
            found |= {"by": draw(who), "items": some(draw, ITEMS)}
        case "sharing.may_keep":
            found["by"] = draw(who)
        case "sharing.may_see_alone":
            found["party"] = draw(who)
        case "sharing.may_record":
            perhaps(draw, found, "purpose", purpose, one_in=2)
            perhaps(draw, found, "agreed", st.booleans(), one_in=2)
        case "sharing.may_access":
            found |= {"by": "client", "item": draw(item)}
        case "sharing.destroy_at":
            perhaps(draw, found, "item", item, one_in=2)
        case "governance.consent_needed" | "governance.may_take_part":
            perhaps(draw, found, "care", st.sampled_from(CARE), one_in=2)
        case "pace.may_touch":
            perhaps(draw, found, "touch", st.sampled_from(TOUCHES), one_in=2)
            perhaps(draw, found, "agreed", st.booleans(), one_in=2)
    return found
