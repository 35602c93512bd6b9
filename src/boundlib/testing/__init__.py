"""Strategies for Hypothesis, made from the declarations: for the tests of whoever builds on this.

Needs Hypothesis, which boundlib itself does not. `agreements`, `records` and `questions` draw
anything that the format allows; `situations`, with `boundaries`, `histories` and `enquiries`, draws
agreements, records and questions that belong together, as tests of decisions want them.
`renegotiations` draws whole histories of small agreements; `HomeChecks` holds a home of ledgers
against what every home must do.
"""

from boundlib.testing.agreements import boundaries
from boundlib.testing.documents import documents, questions, values
from boundlib.testing.histories import Situation, enquiries, histories, situations
from boundlib.testing.homes import HomeChecks
from boundlib.testing.mutating import mutations
from boundlib.testing.renegotiations import renegotiations
from boundlib.testing.wholes import agreements, records

__all__ = [
    "HomeChecks",
    "Situation",
    "agreements",
    "boundaries",
    "documents",
    "enquiries",
    "histories",
    "mutations",
    "questions",
    "records",
    "renegotiations",
    "situations",
    "values",
]
