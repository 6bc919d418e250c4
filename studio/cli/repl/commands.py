"""The commands of `studio repl`, which begin with a colon."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from studio.cli.bare import limit_of
from studio.cli.repl.session import Reply, Session
from studio.cli.repl.texts import problem_text, value_text
from studio.cli.report import WrongUse, printable
from studio.snippet.functions import FAMILIES, TABLE, Function
from studio.snippet.syntax import fold


def run_command(session: Session, line: str) -> Reply:
    """Carry out a command with its colon."""
    name, _, rest = line.strip("\ufeff \t\r\n")[1:].partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        return Reply(f"there is no command :{printable(name)}; :help lists them", True)
    return command[0](session, rest.strip())


def _help(session: Session, name: str) -> Reply:
    if not name:
        lines = ["Type statements, or an expression to see its value. A block goes on until it is closed.", ""]
        lines += [f"{usage:<16} {doc}" for _, usage, doc in COMMANDS.values()]
        lines.append("")
        lines += [f"{family.title}: {' '.join(each.name for each in family.functions)}" for family in FAMILIES]
        return Reply("\n".join(lines))
    folded = fold(name.strip("()"))
    own = session.functions.get(folded)
    if own is not None:
        return Reply("\n".join(printable(each) for each in own.source.split("\n")))
    function = TABLE.get(folded)
    if function is not None:
        return Reply(told(function))
    near = get_close_matches(folded, [*TABLE, *session.functions], 3)
    hint = f"; near to it: {', '.join(near)}" if near else ""
    return Reply(f"there is no function {printable(name)}{hint}", True)


def told(function: Function) -> str:
    """A built-in function in a few lines."""
    from studio.snippet.functions.page import SOURCES, full_doc, plain

    lines = [f"{function.signature} gives {function.result}", full_doc(function)]
    lines += [f"Error: {plain(function.errors)}."] if function.errors else []
    lines += [f"{each.code} gives {each.result}" for each in function.examples]
    return "\n".join([*lines, f"({SOURCES[function.source]})"])


def _vars(session: Session, _: str) -> Reply:
    shown = [f"{session.spellings.get(name, name)} = {value_text(value)}" for name, value in session.variables.items()]
    return Reply("\n".join(shown) or "no variables yet")


def _functions(session: Session, _: str) -> Reply:
    shown = []
    for each in session.functions.values():
        first = each.source.split("\n")[0]
        comment = first.partition("//")[2].strip()
        head = f"{each.node.name}({', '.join(each.node.parameters)})"
        shown.append(printable(f"{head}  // {comment}" if comment else head))
    return Reply("\n".join(shown) or "no functions yet")


def _reset(session: Session, _: str) -> Reply:
    problems = session.reset()
    return Reply("\n".join([*(problem_text(each, "") for each in problems), "all forgotten"]), bool(problems))


def _load(session: Session, name: str) -> Reply:
    from studio.script.files import read_source

    if not name:
        return Reply(":load takes a file's name", True)
    source, problems = read_source(Path(name).expanduser())
    if source is None:
        return Reply("\n".join(problem_text(each, "") for each in problems), True)
    return session.run(source)


def _save(session: Session, name: str) -> Reply:
    if not name:
        return Reply(":save takes a file's name", True)
    file = Path(name).expanduser()
    text = "".join(f"{each.rstrip()}\n" for each in session.done)
    try:
        # A forgotten name must not cost anybody a file.
        with file.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return Reply(f"{printable(name)} is there already; take another name", True)
    except (OSError, ValueError) as fault:
        return Reply(f"{printable(name)} can't be written: {getattr(fault, 'strerror', None) or fault}", True)
    count = len(session.done)
    return Reply(f"{count} input{'s' * (count != 1)} saved")


def _limit(session: Session, size: str) -> Reply:
    if size:
        try:
            session.limit = limit_of(size)
        except WrongUse as fault:
            return Reply(printable(str(fault).replace("--limit", ":limit")), True)
    return Reply(f"Max String Size is {session.limit} characters")


def _quit(_: Session, __: str) -> Reply:
    return Reply(leave=True)


COMMANDS: dict[str, tuple[Callable[[Session, str], Reply], str, str]] = {
    "help": (_help, ":help [FUNCTION]", "this, or what a function does"),
    "vars": (_vars, ":vars", "all variables"),
    "functions": (_functions, ":functions", "the functions that were entered"),
    "reset": (_reset, ":reset", "forget variables and functions; those of --given come back"),
    "load": (_load, ":load FILE", "run a file's statements"),
    "save": (_save, ":save FILE", "write what ran without an error into a new file"),
    "limit": (_limit, ":limit [32K]", "Max String Size: see it, set it"),
    "quit": (_quit, ":quit", "leave; so does Ctrl-D"),
}
"""Name -> what carries it out, how it is written, what it does."""
