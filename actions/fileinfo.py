"""Fileinfo and Filesize: what the store knows of a file."""

from studio.sdk import Action, Context, DateTime, Dynamic, FileFailure, FileInfo, Outcome, moment, text, variable


class Fileinfo(Action):
    """Gives what the store knows of a file as an object; Error with _ERR if there is no such file [documented].

    Its members Accessed, AuthorID, BusNo, ContactID, Created and DeleteTime, dates in UTC [documented], DeleteTime always empty
    and AuthorID 0 [choice]; beside them FileName, Path, Size (bytes), Modified, PurposeType and Seconds (how long it plays)
    [choice].
    """

    kind = "FILEINFO"
    branches = ("Default", "Error")

    FileName = text(about="name of the file, relative to the script's folder [documented]")
    FileInfoVar = variable("FILE", about="gets the object [documented]")

    def run(self, context: Context) -> Outcome:
        info = _info(context, self.FileName(context))
        if info is None:
            return "Error"
        members = {
            "Accessed": _utc(info.accessed),
            "AuthorID": 0,
            "BusNo": context.get("BusNo"),
            "ContactID": info.contact or "0",
            "Created": _utc(info.created),
            "DeleteTime": "",
            "FileName": info.name,
            "Modified": _utc(info.changed),
            "Path": info.path,
            "PurposeType": info.purpose,
            "Seconds": context.world.files.seconds(self.FileName(context), context.frame.script.name),
            "Size": info.size,
        }
        context.put(self.FileInfoVar, Dynamic.of(members))
        return "Default"


class Filesize(Action):
    """Tells how many bytes a file has; Error with _ERR if there is no such file [documented]."""

    kind = "FILESIZE"
    branches = ("Default", "Error")

    FileName = text(about="name of the file, relative to the script's folder [documented]")
    ResultVar = variable(about="gets the number of bytes [documented]")

    def run(self, context: Context) -> Outcome:
        info = _info(context, self.FileName(context))
        if info is None:
            return "Error"
        context.put(self.ResultVar, info.size)
        return "Default"


def _info(context: Context, name: str) -> FileInfo | None:
    try:
        found: FileInfo = context.world.files.info(name, context.frame.script.name)
    except FileFailure as fault:
        context.fail(fault.message)
        return None
    return found


def _utc(time: int) -> DateTime:
    return DateTime(moment(time).replace(tzinfo=None))
