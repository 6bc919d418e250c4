"""Fileexist: asks whether a file is in the store."""

from studio.sdk import Action, Context, FileFailure, Outcome, text


class Fileexist(Action):
    """Takes True if the file is there, else False [documented]. There is no Default [documented].

    A name that can't be that of a file, or leads out of the store, is False with _ERR [choice].
    """

    kind = "FILEEXIST"
    branches = ("True", "False")

    FileName = text(about="name of the file, relative to the script's folder [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            found = context.world.files.exists(self.FileName(context), context.frame.script.name)
        except FileFailure as fault:
            context.fail(fault.message)
            found = False
        return "True" if found else "False"
