"""Spawn: starts another script that runs beside this one."""

from datetime import datetime
from typing import Any

from studio.sdk import Action, Context, Outcome, SnippetError, text, texts, to_date, variable


class Spawn(Action):
    """Starts a script on a new contact of the same family and goes on at once [documented].

    SpawnIDVar gets the new contact's id, which Signal takes [choice: the page gives two other meanings]. The new contact has
    the MasterID of this one [inferred]; its first action runs after this script's next pause [choice]. With StartDate it
    begins then, in the business unit's zone [documented]. Parameters are p1, p2, … there: 20 at most [documented], 32,768
    characters each [documented]; what is longer is cut, with a warning [choice]. A script that can't be started, or too many
    that run: SpawnIDVar gets 0, _ERR is set, and Default is taken [choice].
    """

    kind = "SPAWN"
    branches = ("Default", "Linked")

    ScriptName = text(
        required=True, about="name of the script, from this script's folder or the project's root [documented]"
    )
    SpawnIDVar = variable("SPAWNID", about="variable for the new contact's id [documented]")
    Skill = text(about="skill that the new contact runs under; it reads it as __skill [documented; the name: choice]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [observed in exports]")
    StartDate = text(about="when it begins; empty: now [documented]")
    Parameters = texts(about="values for p1, p2, … of the new contact [documented]")

    def run(self, context: Context) -> Outcome:
        skill = self.Skill(context).strip()
        about: dict[str, Any] = {"__skill": skill} if skill else {}
        try:
            child = context.spawn(
                self.ScriptName(context).strip(), self._values(context), start=self._start(context), about=about
            )
        except SnippetError as fault:
            context.fail(fault.message)
            child = "0"
        context.put(self.SpawnIDVar, child)
        return "Default"

    def _values(self, context: Context) -> list[str]:
        values, platform = self.Parameters(context), context.platform
        if len(values) > platform.spawn_parameters:
            context.warn("RT204", f"Spawn hands over {platform.spawn_parameters} of {len(values)} values")
        kept = values[: platform.spawn_parameters]
        if any(len(value) > platform.spawn_characters for value in kept):
            context.warn("RT205", f"a value of Spawn is cut to {platform.spawn_characters} characters")
        return [value[: platform.spawn_characters] for value in kept]

    def _start(self, context: Context) -> datetime | None:
        stated = self.StartDate(context).strip()
        if not stated:
            return None
        return to_date(stated, context).value
