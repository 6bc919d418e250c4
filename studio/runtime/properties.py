"""The kinds of properties an action can have, and how their text becomes something that runs.

An action class declares each property with one of the functions below, under Studio's internal name. When a script
is loaded, the property's text is compiled once; in a running action ``self.Name(context)`` gives the value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from studio.diagnostics import Diagnostic
from studio.snippet.errors import SnippetError
from studio.snippet.values import number_of_text, to_number, truth

if TYPE_CHECKING:
    from studio.runtime.context import Context
    from studio.snippet.unit import SnippetUnit

T = TypeVar("T")
Evaluator = Callable[["Context"], T]
Binder = Callable[["SnippetUnit", Any], "tuple[Evaluator[T], list[Diagnostic]]"]


class Setter:
    """Puts a value into the variable that a property names; ``name`` is as the script has it.

    ``store`` is the same as a function of variables, context and value.
    """

    __slots__ = ("name", "store")

    def __init__(self, name: str, store: Callable[..., None]) -> None:
        self.name = name
        self.store = store

    def __call__(self, context: Context, value: Any) -> None:
        self.store(context.variables, context, value)


class Typed:
    """A value that is text or a number as another property decides."""

    __slots__ = ("_number", "_source", "_text", "fixed")

    def __init__(self, source: str, text: Callable[..., str], number: Callable[..., Any] | str) -> None:
        """``number`` is what is wrong with it where it is no expression."""
        self._source = source
        self._text = text
        self._number = number
        #: The text, where it is always the same.
        self.fixed = source if "{" not in source else None

    def text(self, context: Context) -> str:
        """The value as text with ``{…}`` substituted."""
        return self._text(context.variables, context)

    def number(self, context: Context) -> int | float:
        """The value as an expression that gives a number; SnippetError if it is none."""
        if isinstance(self._number, str):
            raise SnippetError(f"{self._source!r} is no expression: {self._number}")
        return to_number(self._number(context.variables, context))


class Property(Generic[T]):
    """A declared property. ``kind`` is one of the kinds that the catalogue uses."""

    def __init__(
        self, kind: str, bind: Binder[T], *, default: str = "", required: bool = False, about: str = ""
    ) -> None:
        self.kind = kind
        #: What it means, for the action's page, with its source in brackets at the end.
        self.about = about
        self.default = default
        self.required = required
        self.bind = bind
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Property[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Evaluator[T]: ...
    def __get__(self, instance: object | None, owner: type) -> Property[T] | Evaluator[T]:
        # Binding puts the evaluator into the instance under the same name, so this is reached for the class only.
        if instance is None:
            return self
        raise AttributeError(f"{owner.__name__}.{self.name} is used before its script was loaded")


def _as_text(raw: Any) -> str:
    return raw if isinstance(raw, str) else "" if raw is None else str(raw)


def _constant(value: T) -> Evaluator[T]:
    def evaluate(context: Context) -> T:
        return value

    evaluate.fixed = value  # type: ignore[attr-defined]  # for `fixed`, below
    return evaluate


def as_evaluator(run: Callable[..., T]) -> Evaluator[T]:
    """A compiled function of variables and context as what a property of an action is."""

    def evaluate(context: Context) -> T:
        return run(context.variables, context)

    evaluate.compiled = run  # type: ignore[attr-defined]  # for `compiled`, below
    return evaluate


def fixed(evaluator: Evaluator[T]) -> T | None:
    """The value of a property that is the same at every pass; None if it isn't. For :meth:`Action.prepare`."""
    return getattr(evaluator, "fixed", None)


def compiled(evaluator: Evaluator[T]) -> Callable[..., T]:
    """A property as a function of variables and context, without a call in between where it can be had."""
    run = getattr(evaluator, "compiled", None)
    return run if run is not None else lambda variables, context: evaluator(context)


def expression_of(evaluator: Evaluator[int | float]) -> Callable[..., Any] | None:
    """The expression of a number property, whose value may be no number yet; None where it is fixed."""
    return getattr(evaluator, "expression", None)


def text(default: str = "", *, required: bool = False, blank: bool = False, about: str = "") -> Property[str]:
    """Bare text with ``{…}`` substituted. With ``blank`` an empty one stays empty; only a missing one has the default."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[str], list[Diagnostic]]:
        source = _as_text(raw) if blank and raw is not None else _as_text(raw) or default
        if "{" not in source:
            return _constant(source), []
        run, problems = unit.text(source)
        return as_evaluator(run), problems

    return Property("text", bind, default=default, required=required, about=about)


def plain(default: str = "", *, required: bool = False, about: str = "") -> Property[str]:
    """Text that is taken as it stands, braces included: comments, the names of fixed choices."""
    return Property(
        "enum",
        lambda unit, raw: (_constant(_as_text(raw) or default), []),
        default=default,
        required=required,
        about=about,
    )


def expression(default: str = "", *, required: bool = False, about: str = "") -> Property[Any]:
    """An expression; ``{…}`` around a part is a bracket. A blank one gives null."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[Any], list[Diagnostic]]:
        source = _as_text(raw).strip() or default
        if not source:
            return _constant(None), []
        run, problems = unit.expression(source)
        if run is None:
            return _constant(None), problems
        return as_evaluator(run), problems

    return Property("expr", bind, default=default, required=required, about=about)


def number(default: str = "0", *, required: bool = False, about: str = "") -> Property[int | float]:
    """An expression that gives a number; blank text gives the default, what is no number 0."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[int | float], list[Diagnostic]]:
        source = _as_text(raw).strip() or default
        fixed = number_of_text(source)
        if fixed is not None:
            return _constant(fixed), []
        run, problems = unit.expression(source)
        if run is None:
            return _constant(0), problems
        evaluate = run

        def as_number(variables: Any, context: Any) -> int | float:
            value = evaluate(variables, context)
            return value if value.__class__ is int or value.__class__ is float else to_number(value)

        made = as_evaluator(as_number)
        made.expression = evaluate  # type: ignore[attr-defined]  # for `expression_of`, above
        return made, problems

    return Property("num", bind, default=default, required=required, about=about)


def typed(*, about: str = "") -> Property[Typed]:
    """Text, or an expression that gives a number: another property of the action says which."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[Typed], list[Diagnostic]]:
        source = _as_text(raw)
        as_text, problems = unit.text(source)
        as_number, faults = unit.expression(source.strip() or "0")
        number = as_number if as_number is not None else faults[0].message
        return _constant(Typed(source, as_text, number)), problems

    return Property("text", bind, about=about)


def boolean(default: str = "False", *, required: bool = False, about: str = "") -> Property[bool]:
    """``True`` or ``False``, 1 or 0, or text with ``{…}`` that gives one of them; blank text gives the default."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[bool], list[Diagnostic]]:
        source = _as_text(raw).strip() or default
        if "{" not in source:
            return _constant(truth(source)), []
        run, problems = unit.text(source)
        return (lambda context: truth(run(context.variables, context).strip() or default)), problems

    return Property("bool", bind, default=default, required=required, about=about)


def variable(default: str = "", *, required: bool = False, about: str = "") -> Property[Setter | None]:
    """The name of a variable to put a value into: ``x``, ``global:x``, ``v[i]``. Blank: the value is dropped.

    Hand the property itself to ``context.put``.
    """

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[Setter | None], list[Diagnostic]]:
        source = _as_text(raw).strip() or default
        if not source:
            return _constant(None), []
        store, problems = unit.target(source)
        if store is None:
            return _constant(None), problems
        return _constant(Setter(source, store)), problems

    return Property("var", bind, default=default, required=required, about=about)


def texts(*, about: str = "") -> Property[list[str]]:
    """A list of texts, each with ``{…}`` substituted."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[list[str]], list[Diagnostic]]:
        items = [_as_text(each) for each in raw] if isinstance(raw, list) else [_as_text(raw)] if raw else []
        compiled = [unit.text(item) for item in items]
        problems = [problem for _, found in compiled for problem in found]
        runs = [run for run, _ in compiled]
        return (lambda context: [run(context.variables, context) for run in runs]), problems

    return Property("list", bind, about=about)


def names(*, about: str = "") -> Property[list[str]]:
    """A list of names, taken as they stand."""

    def bind(unit: SnippetUnit, raw: Any) -> tuple[Evaluator[list[str]], list[Diagnostic]]:
        items = [_as_text(each).strip() for each in raw] if isinstance(raw, list) else []
        return _constant(items), []

    return Property("names", bind, about=about)


def code(*, about: str = "") -> Property[str]:
    """The text of a Snippet. The engine compiles all Snippets of a script together; the action gets its own to run."""
    return Property("code", lambda unit, raw: (_constant(_as_text(raw)), []), required=True, about=about)
