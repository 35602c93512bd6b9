"""How old the client is, and when they come of age."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from boundlib.decide.asking import Asking
from boundlib.declare.names import Erased
from boundlib.vocab import Reason, Role


def born(ask: Asking, clause: Any) -> date | None:
    """The client's date of birth; with several clients, not known."""
    clients = [p for p in ask.frame.agreement.parties if Role.CLIENT in p.roles]
    ask.people.update(client.id for client in clients)
    found = clients[0].birth_date if len(clients) == 1 else None
    if isinstance(found, date):
        return found
    code = Reason.ERASED if isinstance(found, Erased) else Reason.FACT_MISSING
    ask.because(code, clause, "age")
    ask.wait_for("age", clause)
    return None


def birthday(of: date, year: int) -> date:
    """The birthday in a year; one on 29 February is reached on 1 March in other years."""
    if (of.month, of.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return of.replace(year=year)
