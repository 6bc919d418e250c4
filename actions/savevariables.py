"""Save Variables: hands custom variables of a prospect on to the script with Ondisposition."""

from typing import Any

from studio.sdk import Action, Context, DateTime, Dynamic, Outcome, expression, text, to_text


class SaveVariables(Action):
    """Keeps the members of an object for the script with Ondisposition [documented].

    Success when they are kept, Error with _ERR when they can't be [documented]: without a prospect, or where
    CustomVariables names no object [choice]. Objects within it are kept as their JSON text [choice]. What was kept
    earlier for the same prospect is replaced [choice].
    """

    kind = "SAVEVARIABLES"
    branches = ("Default", "Success", "Error")

    ProspectiveContactId = expression(
        about="always ``_prospectiveContact.ProspectiveContactID.$value`` [documented]; any expression that gives an id [choice]"
    )
    CustomVariables = text(about="name of the object that a Snippet has made before [documented]")

    def run(self, context: Context) -> Outcome:
        prospect = to_text(self.ProspectiveContactId(context)).strip()
        if not prospect:
            context.fail("there is no prospect to save variables for")
            return "Error"
        name = self.CustomVariables(context).strip()
        found = context.named(name)
        if not isinstance(found, Dynamic) or found.is_array:
            context.fail(f'"{name}" is no object with custom variables')
            return "Error"
        values: dict[str, Any] = {
            member: to_text(value) if isinstance(value, (Dynamic, DateTime)) else value
            for member, value in found.members.items()
        }
        context.world.data.save_variables(prospect, values)
        context.report("world", text="variables saved", prospect=prospect, names=list(values))
        return "Success"
