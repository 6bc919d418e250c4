"""A world in which one action after the other is done, each in a script of its own, for tests of Personal Connection."""

from __future__ import annotations

from typing import Any

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.store.store import ProspectStore
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.sdk import from_plain
from studio.snippet.values import plain_value
from studio.world.settings import WorldSettings
from studio.world.world import World

MAP = {
    "ExternalID": "Id",
    "PhoneNumber": "Phone",
    "Cell": "Cell",
    "FirstName": "First",
    "LastName": "Last",
    "City": "City",
    "Notes": "Notes",
    "Score": "Score",
    "TimeZone": "Zone",
    "ExpirationDate": "Expires",
    "OverrideFinalizationStatuses": "Again",
}
USUAL: dict[str, Any] = {
    "start": "2026-06-15T12:00:00Z",
    "zone": "America/New_York",
    "skills": [
        {"number": 1, "name": "Calls", "running": False},
        {"number": 2, "name": "More calls", "running": False},
        {"number": 3, "name": "In", "personal_connection": False},
    ],
    "sources": [{"name": "Leads", "map": MAP, "fields": [{"name": "Cell", "type": "Phone"}]}],
}
#: Properties that hold an expression, and those that name the variable for what the action gives.
EXPRESSIONS = ("Data", "Mapping", "SearchOptions", "ProspectsToRemove", "SkillData")
OUTPUTS = {
    "CREATEPROSPECTS2": "Results",
    "CREATEPROSPECTS": "Results",
    "REMOVEPROSPECTS": "Results",
    "GETPROSPECT": "Results",
    "GETSOURCEMAP": "Results",
    "GETSOURCES": "Sources",
    "GETSKILLINFO": "",
}


class Connection:
    """The world of some steps (as test_personal_connection.py has them), and what its store holds."""

    def __init__(self, settings: dict[str, Any], steps: list[dict[str, Any]]) -> None:
        scripts = [_script(number, step) for number, step in enumerate(steps) if "do" in step]
        self.world = World(WorldSettings(**(USUAL | settings)), Project(scripts))
        self.scripts = {each.name: each for each in scripts}
        self.steps = steps
        self.closing = [self.world]

    @property
    def store(self) -> ProspectStore:
        assert self.world.prospects is not None
        return self.world.prospects

    def act(self, number: int) -> tuple[str, dict[str, Any]]:
        """Do the action of a step: the branch that it took, ``Error`` without ``On``, and the script's variables."""
        step = self.steps[number]
        given = {
            f"given_{name}": from_plain(long(step["with"][name]))
            for name in EXPRESSIONS
            if name in step.get("with", {})
        }
        taken: list[str] = []

        def watch(event: Any) -> None:
            if event.kind == "action" and event.caption == "Do":
                taken.append(event.data["branch"])

        self.world.engine.observe(watch)
        given |= step.get("given", {})
        contact = self.world.start(self.scripts[f"step{number}"], variables=given)
        self.world.engine.run(self.world.engine.now)
        [branch] = taken
        variables = {name: plain_value(value) for name, value in contact.frames[0].variables.items()}
        return branch.removeprefix("On"), variables

    def happen(self, what: str) -> None:
        """Something in the dialer, by its word and the external IDs of those to whom it happens."""
        word, _, names = what.rpartition(": ") if ": " in what else (what, "", "")
        wanted = [each.strip() for each in names.split(",") if each.strip()]
        if word in ("save", "fork"):
            self._go_on_in_a_copy(word)
            return
        if word == "break":
            with self.store.transaction() as connection:
                for table in ("destinations", "prospects", "sources", "custom_fields"):
                    connection.exec_driver_sql(f"DROP TABLE {table}")
            return
        now = self.world.now()
        for each in list(self.store.all()):
            if wanted and each.external_id not in wanted:
                continue
            calls = CallList(self.store, self.world.settings.skills[each.skill - 1])
            match word:
                case "play":
                    assert calls.start_attempt(each, now)
                case "end":
                    number = max(each.destinations, key=lambda one: one.attempts).number
                    calls.record_attempt(each.id, number, Outcome("No Answer"), now)
                case "finalize":
                    calls.finalize(each.id, "Sold", now)
                case "check in":
                    calls.mark_checked_in(each.id, now)
                case "remove":
                    calls.remove(each.id, now)
                case _:
                    raise AssertionError(what)

    def _go_on_in_a_copy(self, word: str) -> None:
        if word == "fork":
            other = self.world.fork()
        else:
            other = World(self.world.settings, self.world.project)
            other.restore(self.world.save())
        self.closing.append(other)
        self.world = other

    def close(self) -> None:
        """Close the world and its copies."""
        for each in self.closing:
            each.close()


def long(content: Any) -> Any:
    """The same with texts such as ``LONG255`` as that many letters, and ``ROWS10`` as that many records."""
    if isinstance(content, list):
        return [long(each) for each in content]
    if isinstance(content, dict):
        return {name: long(each) for name, each in content.items()}
    if isinstance(content, str) and content.startswith("LONG"):
        return "a" * int(content[4:])
    if isinstance(content, str) and content.startswith("ROWS"):
        return [{"Id": str(number), "Phone": "8015550100"} for number in range(int(content[4:]))]
    return content


def _script(number: int, step: dict[str, Any]) -> Script:
    kind = step["do"]
    branches = ["Default"] if kind.upper() in ("GETSOURCES", "GETSKILLINFO") else ["Default", "OnError"]
    if "branch" in step and step["branch"] not in ("Default", "Error", "OnError"):
        branches.append(step["branch"])
    lines = [f'script "step{number}"', 'Begin "Begin"', '    -> "Do"', f'{kind} "Do"']
    for name, value in step.get("with", {}).items():
        lines.append(f"    {name} = {f'given_{name}' if name in EXPRESSIONS else long(value)}")
    output = OUTPUTS.get(kind.upper())
    if output:
        lines.append(f"    {output} = found")
    lines += [f'    {"" if each == "Default" else each + " "}-> "Stop"' for each in branches]
    text = "\n".join([*lines, 'Stop "Stop"', ""])
    script, problems = read_text(text, None)
    assert script is not None, (text, problems)
    assert not [each for each in problems if each.severity == "error"], (text, problems)
    return script
