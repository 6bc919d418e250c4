"""Statements as lines of Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.compiler.code import Callee, Expressions, Piece
from studio.snippet.compiler.emit import DEEPEST_INDENT, DEEPEST_LOOP, Emitter
from studio.snippet.compiler.support import RESERVED

_OUT = "next(R.budget, None) is None and R.exhausted()"


class Statements:
    """Compiles the body of a snippet or of a function."""

    def __init__(
        self,
        emitter: Emitter,
        functions: Mapping[str, Callee],
        parameters: Iterable[str] = (),
        in_dict: bool = False,
    ) -> None:
        """``in_dict`` keeps the parameters in the dict ``P``, which blocks beside the piece can reach."""
        self.emitter = emitter
        self.parameters = {
            s.fold(name): f"P[{place}]" if in_dict else f"p{place}" for place, name in enumerate(parameters)
        }
        #: Blocks that became functions beside the piece: head, lines, places.
        self.outlined: list[tuple[str, list[str], list[tuple[int, int]]]] = []
        #: Loops within one another, and how BREAK and RETURN are written at this place.
        self._outer: list[str] = []
        self._break = "break"
        self._return = "return {}"
        self.expressions = Expressions(emitter, functions, self.parameters)
        self.expressions.mutated = self._mutated

    @property
    def problems(self) -> list[Diagnostic]:
        """Findings that only the compiler can make."""
        return self.expressions.problems

    def body(self, statements: list[s.Statement]) -> None:
        """The lines of a block, at the present indent; never none."""
        emitter = self.emitter
        if not statements:
            emitter.line("pass")
        for each in statements:
            emitter.at(each.line, each.column)
            self.statement(each)

    def statement(self, node: s.Statement) -> None:
        """The lines of one statement."""
        emitter, make = self.emitter, self.expressions
        match node:
            case s.Assign():
                self.assign(node.target, make.value(node.value))
            case s.Declare():
                self._declare(node)
            case s.If():
                self._if(node)
            case s.Switch() | s.Select():
                self._cases(node)
            case s.For():
                self._for(node)
            case s.ForEach():
                self._for_each(node)
            case s.Repeat():
                count = make.number(node.count)
                self._loop(f"for _ in range(bounds({count.text})):", [_OUT], node.body)
            case s.Break():
                emitter.line(self._break)
            case s.Return():
                value = make.value(node.value).text if node.value is not None else "None"
                emitter.line(self._return.format(value))
            case s.Trace():
                emitter.line(f"R.host.trace({make.to_text(make.value(node.value))})")
            case s.Do():
                emitter.line(make.call(node.call).text)
            case s.Function():
                pass

    # --------------------------------------------------------------------------------------------- targets
    def assign(self, target: s.Target, made: Piece) -> None:
        """The lines that put a value into a variable, a member or an element."""
        emitter = self.emitter
        base, steps = _path(target)
        folded = s.fold(base.name)
        if folded in RESERVED and folded not in self.parameters:
            emitter.line(f"reserved({emitter.constant(base.name)})")
            return
        if not steps:
            emitter.line(f"{self._place(base)} = {self._stored(made)}")
            return
        value = emitter.fresh("v")
        emitter.line(f"{value} = {made.text}")
        parts = []
        for step in steps:
            if isinstance(step, str):
                parts.append(f"(0, {emitter.constant(step)})")
            else:
                parts.append(f"(1, {self.expressions.value(step).text})")
        whole = self._for_part_write(base)
        named = emitter.constant(base.name)
        emitter.line(f"{self._place(base)} = R.put({whole}, ({', '.join(parts)},), {value}, {named})")

    def _place(self, name: s.Name) -> str:
        folded = s.fold(name.name)
        if not name.main and folded in self.parameters:
            return self.parameters[folded]
        return f"{'G' if name.main else 'V'}[{self.expressions.key(folded)}]"

    def _for_part_write(self, name: s.Name) -> str:
        folded = s.fold(name.name)
        if name.main or folded in self.parameters:
            return self._place(name)
        return f"V.for_part_write({self.expressions.key(folded)})"

    def _stored(self, made: Piece) -> str:
        if made.kind in ("int", "number"):
            return made.text
        name = self.emitter.fresh("t")
        return f"{name} if ({name} := {made.text}).__class__ is int else R.store({name})"

    def _declare(self, node: s.Declare) -> None:
        if node.source is None:
            made = Piece("Dynamic()")
        else:
            value = self.expressions.value(node.source)
            made = Piece(f"R.declared({value.text})") if node.parsed else value
        self.assign(node.target, made)

    def _mutated(self, node: s.Call, name: str, made: list[Piece], result: Piece) -> Piece:
        """A call that changes its first value: ``append`` stores its result there, ``savetodb`` marks the variable."""
        first = node.receiver if node.receiver is not None else node.arguments[0]
        if not isinstance(first, s.Name | s.Member | s.Element):
            return result
        base = _path(first)[0]
        if name == "savetodb":
            marked = f"truth({made[1].text})" if len(made) > 1 else "True"
            local = "False" if base.main else "V.main is not None"
            named = self.emitter.constant(base.name)
            return Piece(f"R.save_to_db({named}, {made[0].text}, {marked}, {local})", "", result.depth + 1)
        value = self.emitter.fresh("v")
        self.emitter.line(f"{value} = {result.text}")
        self.assign(first, Piece(value, "text"))
        return Piece(value, "text")

    # ------------------------------------------------------------------------------------------- decisions
    def _if(self, node: s.If) -> None:
        emitter = self.emitter
        emitter.line(f"if {self.expressions.condition(node.condition)}:")
        self._block(node.then)
        if node.otherwise:
            emitter.line("else:")
            self._block(node.otherwise)

    def _cases(self, node: s.Switch | s.Select) -> None:
        """First which case it is, asked one after another until one holds; then its block."""
        emitter, make = self.emitter, self.expressions
        subject: Piece | None = None
        if isinstance(node, s.Switch):
            name = emitter.fresh("v")
            emitter.line(f"{name} = {make.value(node.subject).text}")
            subject = Piece(name)
        chosen = emitter.fresh("c")
        default = next((place for place, each in enumerate(node.cases) if each.default), -1)
        emitter.line(f"{chosen} = {default}")
        found = f"{chosen}n"
        emitter.line(f"{found} = False")
        for place, case in enumerate(node.cases):
            for label in case.labels:
                emitter.at(label.line, label.column)
                emitter.line(f"if not {found}:")
                emitter.indent += 1
                emitter.line(f"{found} = {self._matches(subject, label)}")
                emitter.line(f"if {found}: {chosen} = {place}")
                emitter.indent -= 1
        for place, case in enumerate(node.cases):
            emitter.at(case.line, case.column)
            emitter.line(f"{'if' if place == 0 else 'elif'} {chosen} == {place}:")
            self._block(case.body)

    def _matches(self, subject: Piece | None, label: s.Expression) -> str:
        make = self.expressions
        if subject is None:
            return make.condition(label)
        node = s.Binary(label.line, label.column, "=", s.Name(label.line, label.column, "subject"), label)
        return make._compare("=", subject, make.value(label), node).text

    # ----------------------------------------------------------------------------------------------- loops
    def _for(self, node: s.For) -> None:
        emitter, make = self.emitter, self.expressions
        start, end = emitter.fresh("a"), emitter.fresh("b")
        emitter.line(f"{start} = bounds({make.number(node.start).text})")
        emitter.line(f"{end} = bounds({make.number(node.end).text})")
        counter = emitter.fresh("i")
        store = Piece(counter, "int")
        if _may_assign(node.body, s.fold(node.variable.name), self.expressions.functions):
            self._changing_for(node, start, end, counter, store)
            return
        step = emitter.fresh("s")
        emitter.line(f"{step} = 1 if {start} <= {end} else -1")
        folded = s.fold(node.variable.name)
        known = None if node.variable.main else make.whole.get(folded)
        if not node.variable.main and folded not in self.parameters:
            make.whole[folded] = counter
        emitter.line(f"{counter} = None")
        self._loop(
            f"for {counter}, _ in zip(range({start}, {end} + {step}, {step}), R.budget):",
            [lambda: self.assign(node.variable, store)],
            node.body,
            [f"{counter} == {end} or R.exhausted()"],
        )
        make.whole.pop(folded, None)
        if known is not None:
            make.whole[folded] = known

    def _changing_for(self, node: s.For, start: str, end: str, counter: str, store: Piece) -> None:
        """A loop whose body may write the counter: the next value is the present one plus or minus 1 [choice]."""
        emitter, make = self.emitter, self.expressions
        emitter.line(f"{counter} = {start}")
        down = emitter.fresh("s")
        emitter.line(f"{down} = {start} > {end}")
        hidden = make.whole.pop(s.fold(node.variable.name), None)
        emitter.line("while True:")
        self._enter_loop()
        emitter.line(_OUT)
        self.assign(node.variable, store)
        self.body(node.body)
        emitter.at(node.line, node.column)
        present = make.number(node.variable).text
        emitter.line(f"{counter} = bounds({present}) + (-1 if {down} else 1)")
        emitter.line(f"if {counter} < {end} if {down} else {counter} > {end}: break")
        self._leave_loop()
        if hidden is not None:
            make.whole[s.fold(node.variable.name)] = hidden

    def _for_each(self, node: s.ForEach) -> None:
        each = self.emitter.fresh("e")
        array = self.expressions.value(node.array)
        hidden = self.expressions.whole.pop(s.fold(node.variable.name), None)
        self._loop(
            f"for {each} in elements({array.text}):",
            [_OUT, lambda: self.assign(node.variable, Piece(each))],
            node.body,
        )
        if hidden is not None:
            self.expressions.whole[s.fold(node.variable.name)] = hidden

    def _loop(self, head: str, first: list[object], body: list[s.Statement], without_break: list[str] | None = None) -> None:
        emitter = self.emitter
        emitter.line(head)
        self._enter_loop()
        for each in first:
            if isinstance(each, str):
                emitter.line(each)
            elif callable(each):
                each()
        self.body(body)
        self._leave_loop()
        if without_break:
            emitter.line("else:")
            for line in without_break:
                emitter.line(" " + line)

    def _enter_loop(self) -> None:
        self.emitter.indent += 1
        self.emitter.loops += 1
        self._outer.append(self._break)
        self._break = "break"

    def _leave_loop(self) -> None:
        self.emitter.indent -= 1
        self.emitter.loops -= 1
        self._break = self._outer.pop()

    # ---------------------------------------------------------------------------------------------- blocks
    def _block(self, statements: list[s.Statement]) -> None:
        """A block one indent deeper; as a function of its own where CPython would take no more."""
        emitter = self.emitter
        emitter.indent += 1
        if emitter.indent > DEEPEST_INDENT or (emitter.loops > DEEPEST_LOOP and _has_loop(statements)):
            self._outlined(statements)
        else:
            self.body(statements)
        emitter.indent -= 1

    def _outlined(self, statements: list[s.Statement]) -> None:
        """The block as a function beside the piece; it gives None, BREAK, or a 1-tuple with what is returned."""
        emitter = self.emitter
        name, result = emitter.fresh("block"), emitter.fresh("r")
        outer = (emitter.lines, emitter.places, emitter.indent, emitter.loops, self._break, self._return)
        emitter.lines, emitter.places, emitter.indent, emitter.loops = [], [], 1, 0
        self._break, self._return = "return BREAK", "return ({},)"
        whole, self.expressions.whole = self.expressions.whole, {}
        self.body(statements)
        self.expressions.whole = whole
        self.outlined.append((f"def {name}(V, G, R, P):", emitter.lines, emitter.places))
        emitter.lines, emitter.places, emitter.indent, emitter.loops, self._break, self._return = outer
        emitter.line(f"{result} = {name}(V, G, R, P)")
        if emitter.loops or self._break != "break":
            emitter.line(f"if {result} is BREAK: {self._break}")
        emitter.line(f"if {result} is not None: {self._return.format(result + '[0]')}")


def _path(target: s.Expression) -> tuple[s.Name, list[str | s.Expression]]:
    """The name at the root of a target and the steps from there."""
    steps: list[str | s.Expression] = []
    while not isinstance(target, s.Name):
        if isinstance(target, s.Member):
            steps.append(target.name)
            target = target.object
        elif isinstance(target, s.Element):
            steps.append(target.index)
            target = target.array
        else:
            raise AssertionError("the parser lets no other target through")
    return target, steps[::-1]


def _may_assign(statements: list[s.Statement], folded: str, functions: Mapping[str, Callee]) -> bool:
    """Whether a body may write a variable: it names it as a target, or calls a user function, which may."""
    waiting: list[object] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
            continue
        if not isinstance(node, s.Node):
            continue
        target = getattr(node, "target", None) or (node.variable if isinstance(node, s.For | s.ForEach) else None)
        if isinstance(target, s.Name | s.Member | s.Element) and s.fold(_path(target)[0].name) == folded:
            return True
        if isinstance(node, s.Call) and (s.fold(node.name) in functions or s.fold(node.name) == "append"):
            return True
        waiting.extend(getattr(node, name) for name in node.__slots__)
        for base in type(node).__mro__[1:]:
            waiting.extend(getattr(node, name) for name in getattr(base, "__slots__", ()) if name not in ("line", "column"))
    return False


def _has_loop(statements: list[s.Statement]) -> bool:
    waiting: list[s.Statement] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, s.For | s.ForEach | s.Repeat):
            return True
        if isinstance(node, s.If):
            waiting += node.then + node.otherwise
        if isinstance(node, s.Switch | s.Select):
            waiting += [each for case in node.cases for each in case.body]
    return False
