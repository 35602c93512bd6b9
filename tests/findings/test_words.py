"""spec/findings 28 to 31: what is looked for in words, and what must not be taken for it."""

from typing import Any

import pytest

from boundlib.findings import findings
from tests.findings.making import Case, Data, agreement, data_of, each, places, reply

TEXT = ("/clauses/0/text",)

BLANKS = [
    "The fee is [INSERT FEE AMOUNT].",
    "Call us on ____ between ten and twelve.",
    "Replies come within TBD.",
    "Call XXX-XXX-XXXX.",
    "Dear <name>, this is what we agreed.",
    "Dear {{client.first_name}}, this is what we agreed.",
    "Your next of kin: ..........",
    "The fee is [FEE AMOUNT] an hour.",
    "We meet on [date] at [time].",
    "Dear ${name}",
]
NO_BLANKS = [
    "We use <b>bold</b> and <em>other</em> words.",
    "Fewer than < 5 calls and > 2 messages [sic].",
    "Skills from dialectical behaviour therapy [DBT] are used.",
    "We wait ... and then we call.",
    "See <https://example.org/help> or snake_case names.",
    "On page xxx of the book.",
]
BLAME = [
    "A non-compliant client is discharged.",
    "Calls that are manipulative are not answered.",
    "This is attention-seeking.",
    "If the client fails to do the homework, we stop.",
    "You have failed twice.",
    "The client must be compliant.",
    "Failure to attend is charged.",
    "We do not work with difficult clients.",
]
NO_BLAME = [
    "I failed my exam and that is when it began.",
    "If the connection fails, we call you.",
    "A technical failure costs nothing.",
    "E-mail is non-compliant with HIPAA.",
    "Text messages are not HIPAA compliant.",
    'We do not use words such as "manipulative" or "attention-seeking" for anybody.',
    "It is difficult to say when we reply.",
    "You tried, or partly, or not yet.",
]
PROMISES = [
    "I promise not to kill myself before we meet.",
    "I agree not to harm or kill myself.",
    "You agree not to harm, hurt or kill yourself while we work together.",
    "The client agrees not to harm himself.",
    "I will not attempt suicide.",
    "You agree that you will not take your own life while we work together.",
    "The client promises not to die before the next session.",
    "We sign a no-suicide contract.",
    "This is a contract for safety.",
    "I promise to stay alive until Monday.",
    "I commit to keep myself safe.",
    "The client will not harm themselves.",
    "During treatment you must not hurt yourself.",
    "Client shall never attempt suicide.",
    "They won\u2019t try to end their life while they come here.",
    "I won't kill myself.",
    "The patient will not harm self.",
]
NO_PROMISES = [
    "You are never asked to promise not to harm yourself.",
    "We do not use no-suicide contracts.",
    "If you think of ending your life, go to the steps below.",
    "I agree to call before I harm myself.",
    "We agree not to record sessions.",
    "The pain will die down.",
    "We agreed on a safe place to meet.",
    "Do these first, so that you will not harm yourself.",
    "We call to make sure the client will not hurt themselves.",
    "You will not harm yourself by saying no.",
    "You will not die of a panic attack.",
    "If the client will not hurt themselves tonight, we talk in the morning.",
    "The therapist will not harm the client, and will not take your life story from you.",
    "Medicine is kept where you will not reach it; self-harm is not punished.",
    "You will not hurt anybody's feelings.",
    "We never write that the client will not harm themselves.",
    "He must not take his own car.",
    "Keep away what could hurt you, then ring your sister.",
]


def text(words: str, **root: Any) -> Data:
    return data_of(reply(text=words), **root)


PLAN = {
    "kind": "crisis.safety_plan",
    "id": "plan",
    "steps": [
        {
            "slot": "coping",
            "entries": [{"id": "a", "words": "I promise not to kill myself. I was manipulative."}],
        }
    ],
}

CASES = [
    *(Case("placeholder", text(words), TEXT) for words in BLANKS),
    *(Case("placeholder", text(words)) for words in NO_BLANKS),
    Case("placeholder", data_of(title="[INSERT TITLE]"), ("/title",)),
    Case("placeholder", text("Ruf ____ an.", language="de"), TEXT),
    *(Case("blaming_words", text(words), TEXT) for words in BLAME),
    *(Case("blaming_words", text(words)) for words in NO_BLAME),
    *(Case("promise_asked", text(words), TEXT) for words in PROMISES),
    *(Case("promise_asked", text(words)) for words in NO_PROMISES),
    # A client's own words are theirs.
    Case("blaming_words", data_of(PLAN)),
    Case("promise_asked", data_of(PLAN)),
    Case("blaming_words", text(BLAME[0], language="de")),
    Case("words_not_looked_at", text("Ruf an.", language="de-CH"), ("/language",)),
    Case("words_not_looked_at", text("Call.", language="en")),
    Case("words_not_looked_at", data_of(language="de")),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


@pytest.mark.parametrize("words", [*BLANKS, *BLAME, *PROMISES])
def test_no_word_is_repeated_and_the_language_is_named(words: str) -> None:
    """spec/findings 3 and 4."""
    shown = [p for p in findings(agreement(text(words))) if p.language]
    assert {p.language for p in shown} == {"en"}
    long = {word for word in words.split() if len(word) > 5} - {"promise"}
    for problem in shown:
        assert not any(word in f"{problem.message} {problem.hint}" for word in long)


def test_a_long_text_is_looked_through_quickly() -> None:
    """No pattern goes back and forth over a text that nearly matches."""
    words = "The client agrees with you and me not to " * 350
    assert places(text(words[:16_000]), "promise_asked") == ()
