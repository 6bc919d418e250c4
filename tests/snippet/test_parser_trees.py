"""What the parser makes of every form of the language; the cases lie beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.snippet import syntax as s
from studio.snippet.parser import parse_expression, parse_snippet, parse_target, parse_text

CASES = read_cases(Path(__file__).parent / "parser_trees.yaml")


def shown(node: Any) -> str:
    """A tree on one line: ``(operator operands)``, texts quoted, blocks in square brackets."""
    match node:
        case None:
            return "-"
        case list():
            return "[" + " ".join(repr(each) if isinstance(each, str) else shown(each) for each in node) + "]"
        case s.Number(value=value):
            return str(value)
        case s.Text(value=value):
            return repr(value)
        case s.Join(parts=parts):
            return "(join " + " ".join(repr(each) if isinstance(each, str) else shown(each) for each in parts) + ")"
        case s.Name(name=name, main=main):
            return f"global:{name}" if main else name
        case s.Member(object=owner, name=name):
            return f"{shown(owner)}.{name}"
        case s.Element(array=array, index=index):
            return f"{shown(array)}[{shown(index)}]"
        case s.Call(name=name, arguments=arguments, receiver=receiver):
            front = f"{shown(receiver)}:" if receiver is not None else ""
            return f"{front}{name}({', '.join(map(shown, arguments))})"
        case s.Unary(operator=operator, operand=operand):
            return f"({operator} {shown(operand)})"
        case s.Binary(operator=operator, left=left, right=right):
            return f"({operator} {shown(left)} {shown(right)})"
        case s.Case(labels=labels, default=default, body=body):
            return f"(case {shown(labels)}{' default' if default else ''} {shown(body)})"
        case s.Declare(target=target, source=source, parsed=parsed):
            return f"({'parse' if parsed else 'declare'} {shown(target)} {shown(source)})"
        case s.Do(call=call):
            return shown(call)
    members = " ".join(
        member if isinstance(member, str) else shown(member)
        for member in (getattr(node, name) for name in s.fields_of(type(node)))
        if not (isinstance(member, list) and member and isinstance(member[0], str))
    )
    name = type(node).__name__.lower()
    if isinstance(node, s.Function):
        return f"({name} {node.name}({', '.join(node.parameters)}) {shown(node.body)})"
    return f"({name} {members})" if members else f"({name})"


@pytest.mark.parametrize("case", CASES["snippets"], ids=lambda case: case["code"].strip()[:40])
def test_statements(case: dict[str, Any]) -> None:
    parsed = parse_snippet(case["code"])
    assert [each for each in parsed.problems if each.severity == "error"] == []
    assert parsed.program is not None
    assert [shown(each) for each in parsed.program.body] == case.get("tree", [])
    assert [shown(each) for each in parsed.program.functions] == case.get("functions", [])


@pytest.mark.parametrize(("code", "tree"), CASES["expressions"].items(), ids=lambda value: str(value)[:40])
def test_expressions_mean_the_same_in_a_snippet_and_in_a_property(code: str, tree: str) -> None:
    node, problems = parse_expression(code)
    assert (shown(node), problems) == (tree, [])
    program = parse_snippet(f"x = {code}").program
    assert program is not None
    assert shown(program.body[0]) == f"(assign x {tree})"


@pytest.mark.parametrize(("code", "tree"), CASES["properties"].items(), ids=lambda value: str(value)[:40])
def test_braces_of_a_property_are_brackets(code: str, tree: str) -> None:
    node, _ = parse_expression(code)
    assert shown(node) == tree


@pytest.mark.parametrize(("code", "tree"), CASES["texts"].items(), ids=lambda value: str(value)[:40])
def test_bare_text(code: str, tree: str) -> None:
    node, problems = parse_text(code)
    assert (shown(node), problems) == (tree, [])


@pytest.mark.parametrize(("code", "tree"), CASES["targets"].items(), ids=lambda value: str(value)[:40])
def test_targets(code: str, tree: str | None) -> None:
    node, problems = parse_target(code)
    assert shown(node) == (tree or "-")
    assert bool(problems) == (tree is None)


def test_places_are_those_of_the_author() -> None:
    program = parse_snippet('IF a {\r\n  x.y = b + "c{d.e(f)}"\r\n\r\tz = 1\n}').program
    assert program is not None
    outer = program.body[0]
    assert isinstance(outer, s.If)
    first, second = outer.then
    assert isinstance(first, s.Assign)
    assert (first.line, first.column) == (2, 3)
    assert isinstance(first.value, s.Binary)
    assert (first.value.line, first.value.column) == (2, 11)
    joined = first.value.right
    assert isinstance(joined, s.Join)
    call = joined.parts[1]
    assert isinstance(call, s.Call)
    assert (call.line, call.column, call.arguments[0].column) == (2, 18, 20)
    assert (second.line, second.column) == (4, 2)


def test_places_in_text_of_several_lines() -> None:
    node, _ = parse_text("one {a}\n{ b }\nthree {c d} {e.f}")
    assert isinstance(node, s.Join)
    places = [(part.line, part.column) for part in node.parts if not isinstance(part, str)]
    assert places == [(1, 6), (2, 3), (3, 16)]
