"""Facts of a script: where each variable is set and read, which functions, scripts, prompts, skills and requests it names.

Read from syntax trees, in one pass, and only when somebody asks. Code that can't be read tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from studio.script.catalogue import kind_of
from studio.script.facts.code import CodeFacts
from studio.script.facts.names import GUARD, OPEN_KINDS, is_predefined
from studio.script.facts.places import (
    Definition,
    FunctionCall,
    FunctionFacts,
    Mode,
    Named,
    Place,
    Sort,
    Use,
    Variable,
    place_of,
)
from studio.script.facts.properties import code_in
from studio.script.facts.things import things_of
from studio.script.model import Action, Script


class Facts:
    """What a script uses and names. Keys of ``variables`` and ``functions`` are names in small letters."""

    def __init__(self, script: Script) -> None:
        self.script = script

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable that is read or set somewhere, in the order of first use."""
        found: dict[str, Variable] = {}
        for each in self._uses:
            if each.mode != "mention":
                known = found.get(each.key)
                if known is None:
                    known = found[each.key] = Variable(each.name)
                known.uses.append(each)
        return found

    @cached_property
    def mentions(self) -> dict[str, list[Use]]:
        """Bare words in properties and arguments of functions: they may read or set the variable of that name."""
        found: dict[str, list[Use]] = {}
        for each in self._uses:
            if each.mode == "mention":
                found.setdefault(each.key, []).append(each)
        return found

    @cached_property
    def functions(self) -> dict[str, FunctionFacts]:
        """The script's own functions, known in every Snippet of it, with their calls."""
        found: dict[str, FunctionFacts] = {}
        for action, name, item, facts in self._code:
            for spelled, parameters, body, line, column in facts.definitions:
                known = found.setdefault(spelled.lower(), FunctionFacts(spelled))
                place = place_of(action, name, line, column, item)
                known.definitions.append(Definition(spelled, parameters, body, place))
        for each in self.calls:
            if each.key in found:
                found[each.key].calls.append(each)
        return found

    @cached_property
    def calls(self) -> list[FunctionCall]:
        """All calls of functions, built-in ones too."""
        return [
            FunctionCall(name, name.lower(), values, place_of(action, property, line, column, item))
            for action, property, item, facts in self._code
            for name, values, line, column in facts.calls
        ]

    @cached_property
    def things(self) -> list[Named]:
        """Scripts, prompts, skills, requests, files, hours profiles and signals, in the order of the script."""
        found = [each for action in self.script.actions for each in things_of(action)]
        for action, property, item, facts in self._code:
            for verb, address, line, column in facts.requests:
                place = place_of(action, property, line, column, item)
                found.append(Named("request", address, "{" in address, verb.upper(), place))
        return found

    def of(self, sort: Sort) -> list[Named]:
        """The things of one sort."""
        return [each for each in self.things if each.sort == sort]

    @cached_property
    def dynamic_names(self) -> list[Place]:
        """Properties for the name of a variable in which the name is worked out when the script runs."""
        return [
            place_of(action, name, item=item)
            for action, name, item, facts in self._code
            if facts.broken and "{" in action.text(name) and action.kind.upper() != "SNIPPET"
        ]

    @cached_property
    def broken(self) -> list[Place]:
        """Code that can't be read and so tells nothing."""
        return [place_of(action, name, item=item) for action, name, item, facts in self._code if facts.broken]

    @cached_property
    def begin(self) -> Action | None:
        """The Begin that counts: of several the one added last [documented]."""
        begins = [each for each in self.script.actions if each.kind.upper() == "BEGIN"]
        return max(begins, key=lambda each: each.id) if begins else None

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names that Begin gives to the values that are handed over, as written."""
        return tuple(self.begin.items("Parameters")) if self.begin is not None else ()

    @cached_property
    def open_ended(self) -> list[Action]:
        """Actions that may set variables which no property names: forms, queries, kinds of which not all is known."""
        return [each for each in self.script.actions if each.kind.upper() in OPEN_KINDS or _not_all_known(each.kind)]

    @cached_property
    def sets(self) -> frozenset[str]:
        """Variables that get a value or a part of one in this script, ``global:`` or not; what only serves the editor aside."""
        return frozenset(
            key for key, each in self.variables.items() if any(not use.guarded for use in each.writes)
        ) | frozenset(self.mentions)

    @cached_property
    def global_sets(self) -> frozenset[str]:
        """Variables that are set as ``global:name``."""
        return frozenset(
            key for key, each in self.variables.items() if any(use.main and not use.guarded for use in each.writes)
        )

    @cached_property
    def unset_reads(self) -> frozenset[str]:
        """Variables that are read and never set here; those of the platform aside, and those that stand under ``IF test``."""
        return frozenset(
            key
            for key, each in self.variables.items()
            if key not in self.sets
            and key != GUARD
            and not is_predefined(key)
            and any(not use.guarded for use in each.reads)
            and not any(use.guarded for use in each.uses)
        )

    # ------------------------------------------------------------------------------------------ gathering
    @cached_property
    def _code(self) -> list[tuple[Action, str, int, CodeFacts]]:
        """Every piece of code: action, property, item of a list or 0, what stands in it."""
        return [(action, *each) for action in self.script.actions for each in code_in(action)]

    @cached_property
    def _uses(self) -> list[Use]:
        return list(_placed(self._code))


def _placed(code: Iterable[tuple[Action, str, int, CodeFacts]]) -> Iterator[Use]:
    for action, property, item, facts in code:
        for name, key, main, mode, how, steps, guarded, tested, line, column in facts.uses:
            place = place_of(action, property, line, column, item)
            yield Use(name, key, main, mode, how, steps, guarded, tested, place)


def facts_of(script: Script) -> Facts:
    """The facts of a script; each part is worked out when it is first asked for. Keep them while you need them."""
    return Facts(script)


__all__ = [
    "Definition",
    "Facts",
    "FunctionCall",
    "FunctionFacts",
    "Mode",
    "Named",
    "Place",
    "Sort",
    "Use",
    "Variable",
    "facts_of",
    "is_predefined",
]


def _not_all_known(kind: str) -> bool:
    known = kind_of(kind)
    return known is None or known.open
