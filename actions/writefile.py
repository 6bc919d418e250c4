"""Writefile: writes a text to a file of the store."""

from studio.sdk import Action, Context, FileFailure, Outcome, boolean, text


class Writefile(Action):
    """Writes a text in place of a file, or at its end; Error with _ERR if that can't be done [documented].

    The name is relative to the script's folder, ``..`` leads up as far as the root of the store and no further; folders are
    made as they are needed, letter case does not count, text is kept as UTF-8 [choice]. Nothing is put between what is there
    and what is added: a script that writes lines ends them itself [choice].
    """

    kind = "WRITEFILE"
    branches = ("Default", "Error")

    FileName = text(about="name of the file [documented]")
    OutputText = text(about="what is written [documented]")
    Append = boolean(about="True: at the end of the file; False: in place of what is there [documented]")

    def run(self, context: Context) -> Outcome:
        content = self.OutputText(context).encode("utf-8", "replace")
        try:
            info = context.world.files.write(
                self.FileName(context), context.frame.script.name, content,
                append=self.Append(context), contact=context.contact.id,
            )  # fmt: skip
        except FileFailure as fault:
            context.fail(fault.message)
            return "Error"
        context.report("world", text="file written", file=info.path, bytes=info.size)
        return "Default"
