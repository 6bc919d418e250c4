"""Statements as lines of Python."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.compiler import support
from studio.snippet.compiler.blocks import Blocks
from studio.snippet.compiler.cases import write_cases
from studio.snippet.compiler.emit import Emitter
from studio.snippet.compiler.expressions import Expressions, given
from studio.snippet.compiler.loops import write_for, write_for_each, write_repeat
from studio.snippet.compiler.names import Known, Piece, Ready, parts, path
from studio.snippet.compiler.scope import Scope
from studio.snippet.compiler.writes import Writes

#: Text of no more characters than this is within every limit.
SHORT = 64
#: The stopwatch is looked at after so many statements in a row; loops and calls look at it, too.
_BETWEEN = 200


class Statements:
    """Compiles the body of a snippet or of a function."""

    def __init__(
        self, emitter: Emitter, scope: Scope, known: Known, writes: Writes | None = None, leave: str = "return {}"
    ) -> None:
        """``leave`` is what RETURN becomes, with ``{}`` for its value."""
        self.emitter = emitter
        self.scope = scope
        self.writes = writes or Writes(known.callees, known.writes)
        self.blocks = Blocks(emitter, scope, self.writes, leave, self.body)
        self.expressions = Expressions(emitter, scope, known)
        self.expressions.changing = self._changing

    @property
    def problems(self) -> list[Diagnostic]:
        """Findings that only the compiler can make."""
        return self.expressions.problems

    def body(self, statements: list[s.Statement]) -> None:
        """The lines of a block, at the present indent; never none."""
        mark = len(self.emitter.lines)
        for number, each in enumerate(statements, 1):
            self.emitter.at(each.line, each.column)
            if number % _BETWEEN == 0:
                self.emitter.line(f"{self.scope.use('R')}.check_time()")
            self._statement(each)
        if len(self.emitter.lines) == mark:
            self.emitter.line("pass")

    def _statement(self, node: s.Statement) -> None:
        emitter, make = self.emitter, self.expressions
        match node:
            case s.Assign():
                made = make.value(node.value)
                emitter.at(*s.start(node.target))
                self.assign(node.target, made)
            case s.Declare():
                self._declare(node)
            case s.If():
                self._if(node)
            case s.Switch() | s.Select():
                write_cases(self, node)
            case s.For():
                write_for(self, node)
            case s.ForEach():
                write_for_each(self, node)
            case s.Repeat():
                write_repeat(self, node)
            case s.Break():
                emitter.line(self.blocks.leave_loop)
            case s.Return():
                emitter.line(self.blocks.leave.format(self._returned(node.value)))
            case s.Trace():
                text = make.as_text(make.value(node.value)).text
                emitter.line(f"{self.scope.use('H')}.trace({text})")
            case s.Do():
                made = make.call(node.call)
                if not made.fixed:
                    emitter.line(made.text)
            case s.Mark(number=number):
                emitter.line(f"M[{number}] = 1")
            case s.Function():
                pass

    def _returned(self, node: s.Expression | None) -> str:
        """A value that is returned: text may be of any length until it is stored, but not without bound."""
        made = self.expressions.value(node) if node is not None else Piece("None", "object")
        if self.blocks.is_main or made.kind in ("int", "number", "object") or made.most:
            return made.text
        if made.kind == "text":
            return f"returned({made.text})"
        name = self.emitter.fresh("t")
        return f"({name} if ({name} := {made.text}).__class__ is not str else returned({name}))"

    def _if(self, node: s.If) -> None:
        self.emitter.line(f"if {self.expressions.condition(node.condition)}:")
        self.blocks.write(node.then)
        if node.otherwise:
            self.emitter.line("else:")
            self.blocks.write(node.otherwise)

    # --------------------------------------------------------------------------------------------- targets
    def assign(self, target: s.Target, made: Piece) -> None:
        """The lines that put a value into a variable, a member or an element."""
        rooted = path(target)
        assert rooted is not None, "the parser lets no other target through"
        base, steps = rooted
        if self.scope.is_reserved(base):
            made = self.expressions.fixed(made)
            key, name = self.scope.key(s.fold(base.name)), self.emitter.constant(base.name)
            self.emitter.line(f"{key} in {self.scope.frame(base)} or reserved({name})")
        if steps:
            self._put(base, steps, made)
        else:
            text, stored = self._stored(made)
            self.scope.store(base, text, stored)

    def _put(self, base: s.Name, steps: list[str | s.Expression], made: Piece) -> None:
        """Value, indexes and the present whole are evaluated in this order."""
        ready = Ready(1, 1, made)
        value, *indexes = self.expressions.in_order([ready, *(each for each in steps if not isinstance(each, str))])
        whole, run = self.scope.whole(base), self.scope.use("R")
        name = self.emitter.constant(base.name)
        if len(steps) == 1 and indexes:
            put = f"{run}.put_element({value.text}, {indexes[0].text}, {whole})"
        elif len(steps) == 1:
            put = f"{run}.put_member({value.text}, {self.emitter.constant(steps[0])}, {whole}, {name})"
        else:
            following = iter(indexes)
            keys = [self.emitter.constant(each) if isinstance(each, str) else next(following).text for each in steps]
            parts = [f"({not isinstance(each, str)}, {key})" for each, key in zip(steps, keys, strict=True)]
            put = f"{run}.put({value.text}, ({', '.join(parts)},), {whole}, {name})"
        self.scope.store(base, put, Piece(put))

    def _stored(self, made: Piece) -> tuple[str, Piece]:
        """A value as it goes into a variable, text brought to Max String Size; and what is known of it then."""
        if made.kind in ("int", "number", "object") or 0 < made.most <= SHORT:
            return made.text, made
        limit, name = self.scope.use("L"), self.emitter.fresh("t")
        cut = f"cut({name}, {self.scope.use('H')}, {limit})"
        if self.emitter.is_sited(made.text):
            cut = self.emitter.sited(cut, self.emitter.place)
        if made.kind == "text":
            text = f"{name} if len({name} := {made.text}) <= {limit} else {cut}"
        else:
            text = f"{name} if ({name} := {made.text}).__class__ is not str or len({name}) <= {limit} else {cut}"
        return text, Piece(text, made.kind)

    def _declare(self, node: s.Declare) -> None:
        if support.is_given(node):
            made = Piece(f"declared({self.expressions.value(node.target).text})", "object")
        elif node.source is None:
            made = Piece("Dynamic()", "object")
        else:
            made = self.expressions.value(node.source)
            if node.parsed:
                made = Piece(f"{self.scope.use('R')}.made(parsed({made.text}), True)", "object", made.depth + 2)
        self.assign(node.target, made)

    # --------------------------------------------------------------------------------------------- changing calls
    def _changing(self, node: s.Call, name: str) -> Piece | None:
        """A call that changes its first value: ``append`` stores its result there, ``savetodb`` marks the variable.

        None where that value is nothing that can be assigned to.
        """
        first, *rest = given(node)
        rooted = path(first)
        if rooted is None or not isinstance(first, s.Name | s.Member | s.Element):
            return None
        if name == "savetodb":
            return self._marked(rooted[0], first, rest, node)
        first = self._with_fixed_indexes(rooted[0], first)
        made = self.expressions.in_order([first, *rest])
        result = self.expressions.fixed(self.expressions.built_in(name, made, node))
        result.kind = "text"
        place = self.emitter.place
        self.emitter.at(node.line, node.column)
        self.assign(first, result)
        self.emitter.place = place
        return result

    def _marked(self, base: s.Name, first: s.Expression, rest: list[s.Expression], node: s.Call) -> Piece:
        made = self.expressions.in_order([first, *rest])
        marked = f"truth({made[1].text})" if rest else "True"
        local = "False" if base.main else "V.main is not None"
        name = self.emitter.constant(base.name)
        text = f"save({name}, {made[0].text}, {marked}, {local}, {self.scope.use('H')})"
        return Piece(self.emitter.sited(text, (node.line, node.column)), "", max(each.depth for each in made) + 3)

    def _with_fixed_indexes(self, base: s.Name, changed: s.Target) -> s.Target:
        """The same target, its indexes evaluated: they count once, though it is read and written."""
        target: s.Target = base
        for each in parts(changed):
            if isinstance(each, s.Member):
                target = s.Member(each.line, each.column, target, each.name)
            else:
                index = self.expressions.fixed(self.expressions.value(each.index))
                ready = Ready(each.index.line, each.index.column, index)
                target = s.Element(each.line, each.column, target, ready)  # type: ignore[arg-type]  # compiled already
        return target
