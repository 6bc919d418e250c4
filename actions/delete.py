"""Delete: deletes a file of the store."""

from studio.sdk import Action, Context, FileFailure, Outcome, text


class Delete(Action):
    """Deletes a file; Error with _ERR if that can't be done [documented]. No such file is an Error too [choice]."""

    kind = "DELETE"
    branches = ("Default", "Error")

    FileName = text(about="name of the file, relative to the script's folder [documented]")

    def run(self, context: Context) -> Outcome:
        name = self.FileName(context)
        try:
            context.world.files.delete(name, context.frame.script.name)
        except FileFailure as fault:
            context.fail(fault.message)
            return "Error"
        context.report("world", text="file deleted", file=name.strip())
        return "Default"
