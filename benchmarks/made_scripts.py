"""Scripts of any size, made from one block of everyday actions: what reading and checking is measured on."""

from __future__ import annotations

from collections.abc import Iterator

from studio.script.model import Action, Branch, Script

#: Actions of one block, and how many of them are Snippets.
BLOCK = 10
SNIPPETS = 2


def made_script(name: str, actions: int, calls: str = "") -> Script:
    """A script of so many actions (at least a block's), right in every way; ``calls`` names the script that it runs."""
    script = Script(name=name, media="Phone")
    begin = Action(id=1, kind="BEGIN", caption="Begin", branches=[Branch(to=2)])
    begin.properties = {"RootFolder": "", "Application": "", "ParamCount": "", "Parameters": ["customer", "brand"]}
    made = [begin]
    number = 2
    while number + BLOCK <= actions:
        made += _block(number, calls)
        number += BLOCK
    made.append(Action(id=number, kind="RETURN", caption="Return", properties={"ReturnValue": "{customer} {brand}"}))
    for place, each in enumerate(made):
        x, y = 96 + 192 * (place % BLOCK), 96 + 160 * (place // BLOCK)
        each.extra = {"dependencyOrder": str(place), "x": x, "y": y, "xws": x, "yws": y}
    script.actions = made
    return script


def _block(first: int, calls: str) -> Iterator[Action]:
    """Ten actions whose flow goes on at the one after them."""
    count, ask, sort, tell, fetch, read, subscript, found, note, wait = range(first, first + BLOCK)
    after = first + BLOCK
    yield _action(count, "SNIPPET", "Count", {"Data": _code(first), "MaxStringSize": "Limit4K"}, [Branch(to=ask)])
    yield _action(
        ask,
        "MENU",
        "What is it about",
        {
            "Sequence": f'"Prompts\\Welcome{first}.wav" "%For orders, press 1. For help, press 2."',
            "Phrase": "",
            "ClearDigits": "True",
            "MaxDigits": "1",
            "Terminator": "",
            "Timeout": "5",
            "InterDigitTimeout": "5",
            "Variable": "choice",
        },
        [
            Branch(to=sort),
            Branch(to=sort, type="branch", label="Timeout", extra={"index": 2}),
            Branch(to=tell, type="custom", label="1"),
            Branch(to=fetch, type="custom", label="2"),
        ],
    )
    yield _action(sort, "CASE", "Which choice", {"Variable": "choice"}, _cases(tell, fetch))
    spoken = {"Sequence": f'"%Your number is {{total{first}}}, {{customer}}."', "Phrase": "", "ClearDigits": "True"}
    yield _action(tell, "PLAY", "Tell the number", spoken, [Branch(to=fetch)])
    request = {
        "Command": "MakeRestRequest",
        "ServiceAddress": "https://crm.example/orders/{customer}",
        "Headers": "",
        "Parameters": "",
        "Verb": "GET",
        "TimeOutInMilliSeconds": "30000",
        "resultSet": "orders",
        "errorArgList": "problems",
        "responseHeaders": "",
    }
    failed = Branch(to=note, type="branch", label="Error", extra={"index": 0})
    yield _action(fetch, "REST_API", "Fetch the orders", request, [Branch(to=read), failed])
    yield _action(
        read,
        "SNIPPET",
        "Read the orders",
        {"Data": _reading(first), "MaxStringSize": "Limit4K"},
        [Branch(to=subscript)],
    )
    called = {
        "ScriptName": calls,
        "ParamCount": "",
        "ReturnVariable": "answer",
        "Parameters": ["{customer}", "{brand}"],
    }
    if calls:
        yield _action(subscript, "RUNSUB", "Ask the other", called, [Branch(to=found)])
    else:
        chosen = {"Variable": "answer", "Value": "{brand} {customer}", "Type": "String", "MaxStringSize": "Limit2K"}
        yield _action(subscript, "ASSIGN", "Answer", chosen, [Branch(to=found)])
    yield _action(
        found,
        "IF",
        "Anything open?",
        {"Expression": f'open{first} > 0 && answer != ""'},
        [
            Branch(to=note, type="branch", label="True", extra={"index": 0}),
            Branch(to=wait, type="branch", label="False", extra={"index": 1}),
        ],
    )
    text = {"Variable": "note", "Value": f"{{open{first}}} open, {{answer}} {{_ERR}} {{problems}}", "Type": "String"}
    yield _action(note, "ASSIGN", "Keep a note", text, [Branch(to=wait)])
    yield _action(wait, "WAIT", "A moment", {"Seconds": "2"}, [Branch(to=after)])


def _cases(first: int, second: int) -> list[Branch]:
    return [Branch(to=second), Branch(to=first, type="custom", label="1"), Branch(to=second, type="custom", label="2")]


def _action(id: int, kind: str, caption: str, properties: dict[str, object], branches: list[Branch]) -> Action:
    return Action(id=id, kind=kind, caption=f"{caption} ({id})", properties=properties, branches=branches)


def _code(number: int) -> str:
    return f"""// totals of block {number}
total{number} = 0
FOR i = 1 TO 3
{{
    total{number} = total{number} + i * {number}
}}
IF total{number} > 100
{{
    total{number} = "{{brand}}: {{total{number}}}"
}}"""


def _reading(number: int) -> str:
    return f"""open{number} = 0
FOREACH order IN orders.items
{{
    SWITCH order.state.$value
    {{
        CASE "open" {{ open{number} = open{number} + 1 }}
        CASE "late" {{ open{number} = open{number} + 1 }}
        DEFAULT {{ note = "{{note}}, {{order.id}}" }}
    }}
}}"""
