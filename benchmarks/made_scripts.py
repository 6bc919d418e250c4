"""Scripts of any size, made from one block of everyday actions: what reading and checking is measured on."""

from __future__ import annotations

from studio.script.model import Script
from studio.script.text import read_text

#: Actions of one block, a fifth of them Snippets. ``@`` stands for the block's number, ``@next`` for where its flow goes on.
BLOCK = 10
_HEAD = """script "{name}"
    media = Phone

Begin "Begin"
    Parameters: customer, brand
    -> "Count 1"
"""
_BLOCK = """
Snippet "Count @"
    Data:
        | // totals of block @
        | total@ = 0
        | FOR i = 1 TO 3
        | {
        |     total@ = total@ + i * @
        | }
        | IF total@ > 100
        | {
        |     total@ = "{brand}: {total@}"
        | }
    MaxStringSize = Limit4K
    -> "What is it about @"

Menu "What is it about @"
    Sequence = "Prompts\\Welcome@.wav" "%For orders, press 1. For help, press 2."
    MaxDigits = 1
    Timeout = 5
    Variable = choice
    -> "Which choice @"
    Timeout -> "Which choice @"
    case 1 -> "Tell the number @"
    case 2 -> "Fetch the orders @"

Case "Which choice @"
    Variable = choice
    -> "Fetch the orders @"
    case 1 -> "Tell the number @"
    case 2 -> "Fetch the orders @"

Play "Tell the number @"
    Sequence = "%Your number is {total@}, {customer}."
    -> "Fetch the orders @"

REST_API "Fetch the orders @"
    ServiceAddress = https://crm.example/orders/{customer}
    Verb = GET
    resultSet = orders
    errorArgList = problems
    -> "Read the orders @"
    OnError -> "Keep a note @"

Snippet "Read the orders @"
    Data:
        | open@ = 0
        | FOREACH order IN orders.items
        | {
        |     SWITCH order.state.$value
        |     {
        |         CASE "open" { open@ = open@ + 1 }
        |         CASE "late" { open@ = open@ + 1 }
        |         DEFAULT { note = "{note}, {order.id}" }
        |     }
        | }
    MaxStringSize = Limit4K
    -> "Answer @"
CALL
If "Anything open? @"
    Expression = open@ > 0 && answer != ""
    True -> "Keep a note @"
    False -> "A moment @"

Assign "Keep a note @"
    Variable = note
    Value = {open@} open, {answer} {_ERR} {problems}
    -> "A moment @"

Wait "A moment @"
    Seconds = 2
    -> "@next"
"""
_CALL = """
Runsub "Answer @"
    ScriptName = {calls}
    ReturnVariable = answer
    Parameters: {{customer}}, {{brand}}
    -> "Anything open? @"
"""
_NO_CALL = """
Assign "Answer @"
    Variable = answer
    Value = {brand} {customer}
    -> "Anything open? @"
"""
_END = """
Return "Return"
    ReturnValue = {customer} {brand}
"""


def made_script(name: str, actions: int, calls: str = "") -> Script:
    """A script of about so many actions, right in every way; ``calls`` names the script that it runs.

    Its actions have places, so that an editor part or a document has something to say of each.
    """
    blocks = max(actions // BLOCK, 1)
    block = _BLOCK.replace("CALL", _CALL.format(calls=calls) if calls else _NO_CALL)
    parts = [_HEAD.format(name=name)]
    for number in range(1, blocks + 1):
        after = f"Count {number + 1}" if number < blocks else "Return"
        parts.append(block.replace("@next", after).replace("@", str(number)))
    script, problems = read_text("".join([*parts, _END]))
    assert script is not None, problems
    assert not problems, problems
    for place, each in enumerate(script.actions):
        x, y = 96 + 192 * (place % BLOCK), 96 + 160 * (place // BLOCK)
        each.extra |= {"dependencyOrder": str(place), "x": x, "y": y, "xws": x, "yws": y}
    return script
