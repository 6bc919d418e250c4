"""Runscript: goes over to another script for good."""

from studio.sdk import Action, Context, Outcome, RunScript, text


class Runscript(Action):
    """Goes on at another script's Begin, on the same contact; this script is over [documented].

    All variables stay as they are [documented]. If p1, p2, … are there, the other script's Begin names them again [choice].
    Events are handled by the other script from now on [inferred]. In a subscript it takes the subscript's place: the caller
    hears a Return of the other script [inferred]. If there is no such script, or it can't be run, _ERR is set and the
    contact is stuck here [choice].
    """

    kind = "RUNSCRIPT"
    branches = ()

    ScriptName = text(
        required=True, about="name of the script, from this script's folder or the project's root [documented]"
    )

    def run(self, context: Context) -> Outcome:
        return RunScript(self.ScriptName(context).strip())
