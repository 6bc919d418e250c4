"""A small shop, for tests of what tests scripts: orders with a subscript, a contact that is spawned and signalled, a menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from studio.testing.scenario import Suite, read_suite
from studio.testing.stage import Stage

ORDERS = r"""
script "shop\orders"
    media = Generic
    redact: pin

Begin "Begin"
    Parameters: customer, amount, pin
    -> "Each line"

Loop "Each line"
    Repeat = 3
    CounterName = line
    Repeat -> "Add line"
    Finished -> "Ask CRM"

Snippet "Add line"
    Data:
        | ASSIGN lines = lines + 1
    -> "Each line"

REST_API "Ask CRM"
    ServiceAddress = https://crm.example/customers/{customer}?full=1
    TimeOutInMilliSeconds = 5000
    resultSet = found
    -> "Large order?"
    OnError -> "No answer"

Assign "No answer"
    Variable = outcome
    Value = no answer: {_ERR}
    -> "Wait for a signal"

If "Large order?"
    Expression = amount > 100
    True -> "Check credit"
    False -> "Take it"

Runsub "Check credit"
    ScriptName = credit
    Parameters: {customer}
    ReturnVariable = credit
    -> "Take it"
    OnError -> "No answer"

Spawn "Take it"
    ScriptName = warehouse
    SpawnIDVar = child
    -> "Pause"

Wait "Pause"
    Seconds = 1
    -> "Signal warehouse"

Signal "Signal warehouse"
    ContactID = {child}
    Parameters: Order, {customer}
    -> "Wait for a signal"
    OnError -> "Wait for a signal"

Wait "Wait for a signal"
    Seconds = 3600
    -> "Wait for a signal"

Onsignal "Heard"
    -> "What is asked"

Case "What is asked"
    Variable = SP1
    -> "Wait for a signal"
    case Status -> "Count"
    case Stop -> "Done"

Assign "Count"
    Variable = asked
    Value = asked + 1
    Type = Numeric
    -> "Wait for a signal"

End "Done"
"""

CREDIT = r"""
script "shop\credit"
    media = Generic

Begin "Begin"
    -> "Think"

Wait "Think"
    Seconds = 2
    -> "Back"

Return "Back"
    ReturnValue = good for {p1}
"""

WAREHOUSE = r"""
script "shop\warehouse"
    media = Generic

Begin "Begin"
    -> "Idle"

Wait "Idle"
    Seconds = 60
    -> "Nobody came"

Onsignal "Order"
    -> "Gone"

End "Nobody came"

End "Gone"
"""

IVR = r"""
script "shop\ivr"
    media = Phone

Begin "Begin"
    -> "Main menu"

Menu "Main menu"
    Sequence = "%Press one for sales." "welcome.wav"
    Timeout = 5
    -> "Main menu"
    case 1 -> "Sales"
    case 2 -> "Bye"

Play "Sales"
    Sequence = "%All our people are busy."
    -> "Bye"

Hangup "Bye"

Onrelease "Gone"
    -> "End"

End "End"
"""

SCRIPTS = {"orders": ORDERS, "credit": CREDIT, "warehouse": WAREHOUSE, "ivr": IVR}
#: An answer of the CRM to every customer.
CRM = {"when": {"requests": "GET https://crm.example/"}, "do": {"answer": {"json": {"name": "Ann"}}}}

#: Two scenarios of it that pass.
SCENARIOS = """
script: orders.studio
given: {until: 20s, parameters: {customer: Ann, amount: 120, pin: 4711}}
scenarios:
  - name: The CRM answers
    when: [{when: {requests: "*"}, do: {answer: {json: {name: Ann}}}}]
    expect: {took: ["Large order? -> True"]}
  - name: It does not
    expect: {took: [Ask CRM -> OnError]}
"""


def open_shop(folder: Path, *names: str) -> Path:
    """Write the shop's scripts, or some of them, into a folder."""
    for name in names or SCRIPTS:
        (folder / f"{name}.studio").write_text(SCRIPTS[name], encoding="utf-8")
    return folder


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def suite_of(folder: Path, content: Any, stage: Stage | None = None, name: str = "test_shop.yaml") -> Suite:
    """What is read of a scenario file with this content: its text, or plain data."""
    file = folder / name
    text = (
        content if isinstance(content, str) else yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    )
    file.write_text(text, encoding="utf-8")
    return read_suite(file, stage or Stage())
