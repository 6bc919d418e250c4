"""How each language makes the work of a task ready: compiled before, so that only the run is timed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from measuring import Peer
from tasks import Task

from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import to_text
from studio.snippet.variables import Variables

Work = Callable[[], list[Any]]
#: The others, and the module each needs.
OTHERS = {"asteval": "asteval", "simpleeval": "simpleeval", "jinja2": "jinja2", "starlark-pyo3": "starlark"}


def missing() -> list[str]:
    """The peers that are not installed."""
    return [name for name, module in OTHERS.items() if find_spec(module) is None]


def peers(task: Task, turns: int, calls: int = 0) -> list[Peer]:
    """All peers for one task: a loop of so many turns, or so many calls of a short piece."""
    times = calls or 1
    count = calls or turns
    made = [
        Peer("Snippet", snippet(task, turns, times)),
        Peer("CPython, locals", lambda: task.on_locals(count)),
        Peer("CPython, a dict", lambda: task.on_dict(count)),
    ]
    makers = {"asteval": asteval, "simpleeval": simpleeval, "jinja2": jinja2, "starlark-pyo3": starlark}
    for name, maker in makers.items():
        if find_spec(OTHERS[name]):
            made.append(Peer(name, maker(task, turns, times), note(name, bool(calls), task)))
    return made


def note(name: str, short: bool, task: Task) -> str:
    """What a peer does otherwise than the rest."""
    if name == "simpleeval":
        return "no statements: its expressions evaluated one by one from Python"
    if name == "jinja2":
        if short:
            return "renders a text"
        macro = "; the function a macro, which gives text" if "macro" in task.jinja2 else ""
        return f"assigns to a namespace(){macro}"
    if name == "starlark-pyo3":
        return "written in Rust; on locals"
    return ""


def snippet(task: Task, turns: int, times: int) -> Work:
    """A snippet run on its variables."""
    run = SnippetUnit({0: (task.snippet.replace("TURNS", str(turns)), 2048)}).snippet(0)

    def work() -> list[Any]:
        variables, host = Variables(), PlainHost()
        variables.update(task.given)
        for _ in range(times):
            run(variables, host)
        return [to_text(variables[name]) for name in task.wanted]

    return work


def asteval(task: Task, turns: int, times: int) -> Work:
    """A tree walked by asteval."""
    interpreter = import_module("asteval").Interpreter(use_numpy=False)
    tree = interpreter.parse(task.asteval.replace("TURNS", str(turns)))

    def work() -> list[Any]:
        interpreter.symtable.update(task.given)
        for _ in range(times):
            interpreter.run(tree)
        assert not interpreter.error, interpreter.error[0].get_error()
        return [interpreter.symtable[name] for name in task.wanted]

    return work


def simpleeval(task: Task, turns: int, times: int) -> Work:
    """Expressions evaluated by simpleeval, parsed before; the loop is Python's."""
    module = import_module("simpleeval")
    evaluator = module.SimpleEval(functions={"str": str, "twice": lambda n: n * 2})
    parts = [(name, text, evaluator.parse(text)) for name, text in task.simpleeval.items()]
    count = times if times > 1 else turns

    def work() -> list[Any]:
        names = evaluator.names = dict(task.given)
        for names["i"] in range(1, count + 1):
            for name, text, tree in parts:
                names[name] = evaluator.eval(text, previously_parsed=tree)
        return [names[name] for name in task.wanted]

    return work


def jinja2(task: Task, turns: int, times: int) -> Work:
    """A template rendered; what it gives is text with blanks."""
    text = task.jinja2.replace("TURNS", str(turns))
    if times == 1:
        shown = " ".join(f"{{{{ v.{name} }}}}" for name in task.wanted)
        text = f"{{% set v = namespace({', '.join(f'{name}={value!r}' for name, value in task.given.items())}) %}}{text}{shown}"
    template = import_module("jinja2").Environment().from_string(text)

    def work() -> list[Any]:
        shown = ""
        for _ in range(times):
            shown = template.render(task.given)
        return shown.split()

    return work


def starlark(task: Task, turns: int, times: int) -> Work:
    """A function of a frozen module, called from Python."""
    library = import_module("starlark")
    module = library.Module()
    tree = library.parse("task.star", task.starlark.replace("TURNS", str(turns)))
    library.eval(module, tree, library.Globals.standard())
    frozen = module.freeze()
    given = list(task.given.values())

    def work() -> list[Any]:
        found: list[Any] = []
        for _ in range(times):
            found = frozen.call("main", *given)
        return found

    return work
