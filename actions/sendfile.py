"""Sendfile: sends a file of the store to a server by FTP or SFTP."""

from typing import Any

from studio.sdk import Action, Answered, Context, FileFailure, Outcome, Sending, boolean, plain, text


class Sendfile(Action):
    """Sends one file to a server; Default when it is there, Error if it can't be sent [documented].

    The server's address, a user name and a password have to be given [documented]; without one of them nothing is sent, and
    _ERR says so [choice]. Nothing leaves the machine: the world keeps what was sent, and may state which servers there are,
    what they ask for and how long a file takes [choice]. The password stands in no event [choice].
    """

    kind = "SENDFILE"
    branches = ("Default", "Error")

    FileName = text(about="name of the file, relative to the script's folder [documented; relative: choice]")
    Protocol = plain(about="FTP or SFTP [documented]; FTP if empty [choice]")
    TargetFolder = text(about="folder on the server [documented]")
    HostName = text(about="name of the server [documented]")
    Username = text(about="user name at the server [documented]")
    Password = text(about="password at the server [documented]")
    PassiveMode = boolean(about="True or False [documented]; makes no difference here [choice]")

    def run(self, context: Context) -> Outcome:
        name = self.FileName(context)
        to = Sending(
            self.HostName(context).strip(),
            self.TargetFolder(context).strip(),
            self.Username(context).strip(),
            self.Password(context),
            self.Protocol(context).strip().upper() or "FTP",
        )
        try:
            _check(to)
            seconds = context.world.files.send(name, context.frame.script.name, to)
        except FileFailure as fault:
            return Answered({"fault": fault.message})
        context.report(
            "world", text="file sent", file=name.strip(), host=to.host, folder=to.folder, protocol=to.protocol
        )
        return Answered({"fault": ""}, seconds)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer["fault"]:
            context.fail(answer["fault"])
            return "Error"
        return "Default"


def _check(to: Sending) -> None:
    lacking = [
        what
        for what, value in (("HostName", to.host), ("Username", to.username), ("Password", to.password))
        if not value
    ]
    if lacking:
        raise FileFailure(f"Sendfile has no {' and no '.join(lacking)}")
    if to.protocol not in ("FTP", "SFTP"):
        raise FileFailure(f'"{to.protocol[:20]}" is no protocol of Sendfile: FTP or SFTP')
