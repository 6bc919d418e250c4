"""The scripts of a project as interfaces, and how one finds another and who calls it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any

from studio.script.checks.interface import Call, Interface
from studio.script.names import Names, folded


class Interfaces:
    """Interfaces by script name; names are looked up as a project does it.

    ``whole`` says that these are all scripts that there are: rules about what is nowhere to be found ask for that.
    """

    def __init__(self, scripts: Iterable[Interface], *, whole: bool = True) -> None:
        """The first of several scripts with one name counts."""
        self.whole = whole
        self._names: Names[Interface] = Names()
        self._all: list[Interface] = []
        self._files: dict[str, list[str]] = {}
        self._remembered: dict[Hashable, Any] = {}
        for each in scripts:
            self._all.append(each)
            self._names.add(each.name, each)
            if each.file is not None:
                self._files.setdefault(folded(each.name), []).append(each.file)

    def scripts(self) -> list[Interface]:
        """Those that count, by name."""
        return self._names.values()

    def resolve(self, name: str, caller: str) -> Interface | None:
        """The script that a name means to a calling script (its name), or None."""
        return self._names.resolve(name, caller)

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, worked out once: these scripts don't change."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return self._remembered[key]

    def files_of(self, name: str) -> list[str]:
        """The files that hold a script of this name; the first one counts."""
        return self._files.get(folded(name), [])

    def callee(self, caller: Interface, call: Call) -> Interface | None:
        """The script that a call names, or None: unknown, or its name holds a variable."""
        return None if not call.target or "{" in call.target else self.resolve(call.target, caller.name)

    def callers(self, called: Interface) -> list[tuple[Interface, Call]]:
        """Who names this script in a call, and where; names with variables in them tell nothing."""
        return self._callers.get(folded(called.name), [])

    def closed(self, script: Interface) -> bool:
        """True if all that may set this script's variables is known: it and all that it calls or that call it are here, name
        their variables and each other, and none is a subscript that only others, which aren't here, can call."""
        waiting, seen = [script], {folded(script.name)}
        while waiting:
            each = waiting.pop()
            callers = self.callers(each)
            if each.open_names or (each.returns and not callers):
                return False
            callees = [self.callee(each, call) for call in each.calls]
            for other in (*callees, *(caller for caller, _ in callers)):
                if other is None:
                    return False
                if folded(other.name) not in seen:
                    seen.add(folded(other.name))
                    waiting.append(other)
        return not self.computed_calls

    @cached_property
    def computed_calls(self) -> bool:
        """True if some script calls one whose name holds a variable: then any script may be called."""
        return any("{" in call.target for each in self._all for call in each.calls)

    @cached_property
    def _callers(self) -> dict[str, list[tuple[Interface, Call]]]:
        found: dict[str, list[tuple[Interface, Call]]] = {}
        for each in self._all:
            for call in each.calls:
                callee = self.callee(each, call)
                if callee is not None:
                    found.setdefault(folded(callee.name), []).append((each, call))
        return found
