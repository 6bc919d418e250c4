"""Setsecurityuser: says in whose name API actions act."""

from studio.sdk import Action, Context, Outcome, text, variable


class SetSecurityUser(Action):
    """Puts a valid user into the variable that API actions name as their SecurityUser [documented].

    The user must be valid and active, by id or name; else it is an error, and without a connected Error branch the
    script stops [documented]: the contact ends as failed, without Onrelease, whether or not Default is connected
    [choice]. A world that names no users takes every user for valid; an empty one never is [choice]. The variable holds
    the user's id [choice]. TimeZone has no effect here [choice].
    """

    kind = "SETSECURITYUSER"
    branches = ("Default", "Error")

    Agent = text(about="id or name of the user [documented]")
    TimeZone = text("Default", about="zone of the data that come back; Default is that of the user [documented]")
    ScriptVar = variable("SecurityUser", about="variable that API actions name as their SecurityUser [documented]")

    def run(self, context: Context) -> Outcome:
        wanted = self.Agent(context).strip()
        user = context.world.directory.access.user(context.engine, wanted)
        if not user:
            context.fail(f"{wanted!r} is no valid, active user")
            return "Error"
        context.put(self.ScriptVar, user)
        return "Default"
