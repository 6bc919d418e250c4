"""Workflow Data: the values of a profile as an object."""

from studio.sdk import Action, Context, Dynamic, Outcome, from_plain, text


class Workflowdata(Action):
    """Puts the values of a profile into an object that is named like the profile [documented].

    Error with _ERR if there is no such profile, or if it is not active [documented]. Letter case does not count in its
    name [choice]. That a Snippet has to declare the object for the script to compile is a rule of the vendor's editor
    [documented]; a run does not ask for it [choice].
    """

    kind = "WORKFLOWDATA"
    branches = ("Default", "Error")

    ProfileName = text(required=True, about="name of the profile, and of the object [documented; its name: inferred]")

    def run(self, context: Context) -> Outcome:
        name = self.ProfileName(context).strip()
        values = context.world.data.profile(name)
        if values is None:
            context.fail(f'there is no active profile "{name}"')
            return "Error"
        context.set(name, Dynamic.of({member: from_plain(value) for member, value in values.items()}))
        return "Default"
