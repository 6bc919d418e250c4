"""Readfile: reads a file of the store into a variable."""

from studio.sdk import Action, Context, FileFailure, Outcome, text, variable

#: Characters of the longest variable (Limit32K) [documented].
LONGEST = 32_768


class Readfile(Action):
    """Puts the text of a file into a variable; Error with _ERR if there is none, or if it holds no text [documented].

    Text is UTF-8, with a mark also UTF-16; other bytes are read as Western European, those with NUL characters are no text
    [choice]. Text beyond 32,768 characters is cut [choice]. The variable is left as it was on Error [choice].
    """

    kind = "READFILE"
    branches = ("Default", "Error")

    FileName = text(about="name of the file, relative to the script's folder [documented]")
    Variable = variable(about="gets the text; the name of this property is our choice, no page tells it [choice]")

    def run(self, context: Context) -> Outcome:
        name = self.FileName(context)
        try:
            content = context.world.files.read(name, context.frame.script.name)
        except FileFailure as fault:
            context.fail(fault.message)
            return "Error"
        found = _text(content)
        if found is None:
            context.fail(f'"{name.strip()}" holds no text')
            return "Error"
        context.put(self.Variable, found[:LONGEST])
        return "Default"


def _text(content: bytes) -> str | None:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        found = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        found = content.decode("cp1252", "replace")
    return None if "\0" in found else found
