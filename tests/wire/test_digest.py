"""The digest law: erasing a value leaves the digest, changing anything else does not."""

import base64
import hashlib
import json
from typing import Any

import attrs
import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boundlib.declare.walk import erasable_at, erasables
from boundlib.errors import UsageError
from boundlib.testing import agreements
from boundlib.wire.digest import digest, erase
from boundlib.wire.documents import dumps, from_dict, loads, to_dict
from tests.wire.given import codes_of, small

LARGE = settings(suppress_health_check=list(HealthCheck))
SALT = base64.urlsafe_b64encode(bytes(range(16))).decode().rstrip("=")


def unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_hand(data: dict[str, Any]) -> str:
    """The digest as the specification words it, on plain data, with another canonicaliser."""
    data = json.loads(json.dumps(data))
    inside: Any
    salts = data.pop("salts", {})
    data.pop("$schema", None)
    for path, salt in salts.items():
        *parents, name = path.split("/")
        inside = data
        for part in parents:
            if isinstance(inside, dict):
                inside = inside[part]
            elif part.startswith("_"):
                inside = inside[int(part[1:])]
            else:
                inside = next(item for item in inside if item.get("id") == part)
        raw = base64.urlsafe_b64decode(salt + "==") + rfc8785.dumps(inside[name])
        inside[name] = {"sha256": unpadded(hashlib.sha256(raw).digest())}
    text = b"boundlib:agreement:1.0\0" + rfc8785.dumps(data)
    return unpadded(hashlib.sha256(text).digest())


@LARGE
@given(agreements(salted=True))
def test_the_digest_is_what_the_specification_words(data: dict[str, Any]) -> None:
    assert digest(from_dict(data)) == by_hand(data)


@LARGE
@given(agreements(salted=True), st.randoms(use_true_random=False))
def test_erasing_in_any_order_leaves_the_digest(data: dict[str, Any], choice: Any) -> None:
    agreement = from_dict(data)
    before = digest(agreement)
    paths = sorted(data.get("salts", {}))
    choice.shuffle(paths)
    for path in paths:
        value = _at(agreement, path)
        agreement = erase(agreement, path)
        assert digest(agreement) == before
        assert path not in (agreement.salts or {})
        assert _at(agreement, path) != value
        assert loads(dumps(agreement)) == agreement
    assert agreement.salts is None
    assert digest(agreement) == by_hand(to_dict(agreement))


def _at(agreement: Any, path: str) -> Any:
    parts = tuple(path.split("/"))
    return next(v for _, named, v in erasables(agreement) if tuple(map(str, named)) == parts)


@LARGE
@given(agreements(salted=True))
def test_salt_paths_lead_back_to_their_places(data: dict[str, Any]) -> None:
    agreement = from_dict(data)
    for place, named, value in erasables(agreement):
        path = "/".join(map(str, named))
        erased = hasattr(value, "sha256")
        assert erasable_at(agreement, path) == (None if erased else (place, value))


def salted(**more: Any) -> dict[str, Any]:
    paths = ("parties/client/name", "clauses/portal/text")
    return small() | {"salts": dict.fromkeys(paths, SALT)} | more


def test_salts_and_schema_do_not_enter_the_digest() -> None:
    plain = digest(from_dict(small()))
    assert digest(from_dict(small() | {"$schema": "urn:x"})) == plain
    assert digest(from_dict(salted())) != plain
    assert digest(from_dict(small() | {"version": 2})) != plain


def test_each_part_of_a_commitment_counts() -> None:
    digests = {digest(from_dict(salted()))}
    other = salted()
    other["salts"]["parties/client/name"] = SALT[:-2] + "AA"
    digests.add(digest(from_dict(other)))
    other = salted()
    other["parties"][0]["name"] = "robin"
    digests.add(digest(from_dict(other)))
    assert len(digests) == 3


def test_equal_texts_in_different_places_are_hidden_by_different_salts() -> None:
    agreement = from_dict(salted())
    erased = to_dict(erase(agreement, "parties/client/name"))
    assert "Robin" not in json.dumps(erased)
    assert erased["parties"][0]["name"].keys() == {"sha256"}


def test_what_has_no_salt_cannot_be_erased() -> None:
    agreement = from_dict(small())
    with pytest.raises(UsageError, match="no salt"):
        erase(agreement, "parties/client/name")


@pytest.mark.parametrize(
    "path",
    ["", "/", "x", "zone", "parties", "parties/client", "parties/client/id", "parties/nobody/name",
     "clauses/portal/medium", "clauses/portal-reply/within/amount/min", "clauses/portal/text/x",
     "parties/0/name", "clauses/_0/text", "title"],
)  # fmt: skip
def test_only_an_erasable_value_that_is_there_can_be_erased(path: str) -> None:
    with pytest.raises(UsageError, match="no erasable value"):
        erase(from_dict(salted()), path)


def test_an_erased_value_cannot_be_erased_again() -> None:
    once = erase(from_dict(salted()), "clauses/portal/text")
    with pytest.raises(UsageError):
        erase(once, "clauses/portal/text")


@pytest.mark.parametrize(
    "path", ["title", "parties/nobody/name", "parties/client/id", "clauses/crisis/text"]
)
def test_a_salt_for_nothing_is_an_error(path: str) -> None:
    data = salted()
    data["salts"][path] = SALT
    assert codes_of(data) == [("broken_reference", "/salts/" + path.replace("/", "~1"))]


def test_a_salt_for_what_was_erased_is_an_error() -> None:
    erased = to_dict(erase(from_dict(salted()), "clauses/portal/text"))
    erased["salts"]["clauses/portal/text"] = SALT
    assert [code for code, _ in codes_of(erased)] == ["broken_reference"]


@pytest.mark.parametrize("salt", ["", "A" * 21, "A" * 23, "A" * 21 + "=", "A" * 21 + "+"])
def test_a_salt_is_sixteen_bytes(salt: str) -> None:
    data = salted()
    data["salts"]["clauses/portal/text"] = salt
    assert [code for code, _ in codes_of(data)] == ["bad_format"]


def test_a_document_read_leniently_has_no_digest() -> None:
    data = small() | {"spec_version": "1.1", "new": True}
    with pytest.raises(UsageError, match="no digest"):
        digest(loads(json.dumps(data), lenient=True))
    data = small()
    data["clauses"].append({"kind": "contact.telepathy", "id": "new"})
    with pytest.raises(UsageError, match="no digest"):
        digest(loads(json.dumps(data), lenient=True))


def test_values_made_in_python_have_the_digest_of_their_document() -> None:
    agreement: Any = from_dict(small())
    changed = attrs.evolve(agreement, version=2)
    assert digest(changed) == by_hand(small() | {"version": 2})


def test_a_salt_has_one_spelling() -> None:
    """spec/documents 41: another spelling of the same bytes would be an edit nobody sees."""
    plain, other = f"{'A' * 21}Q", f"{'A' * 21}R"
    bytes_of = [base64.urlsafe_b64decode(salt + "==") for salt in (plain, other)]
    assert bytes_of[0] == bytes_of[1]
    named = small() | {"title": "Together"}
    assert from_dict(named | {"salts": {"title": plain}}).salts is not None
    assert [at for _, at in codes_of(named | {"salts": {"title": other}})] == ["/salts/title"]
