"""Concatwav: makes one sound file of several."""

from studio.sdk import Action, Context, FileFailure, Outcome, plain, text

from ._lists import parts


class Concatwav(Action):
    """Puts WAV files one behind the other into a new file; Error with _ERR if that can't be done [documented].

    They must have the same sound format [choice]. All are read before anything is written, so the target may be one of them
    [choice].
    """

    kind = "CONCATWAV"
    branches = ("Default", "Error")

    TargetFile = text("File1.wav", about="name of the new file, relative to the script's folder [documented]")
    TargetType = plain(
        about="what the file is for: CallLog, Recording, VoicePrompt, VoiceMessage or Generic [documented]; "
        "Fileinfo tells it as PurposeType, Generic if empty [choice]"
    )
    FilesList = text(about="names of the WAV files, with commas between them [documented]")

    def run(self, context: Context) -> Outcome:
        purpose = self.TargetType(context).strip() or "Generic"
        target = self.TargetFile(context)
        script, contact = context.frame.script.name, context.contact.id
        try:
            info = context.world.files.join(
                parts(self.FilesList(context)), target, script, contact=contact, purpose=purpose
            )
        except FileFailure as fault:
            context.fail(fault.message)
            return "Error"
        context.report("world", text="file written", file=info.path, bytes=info.size)
        return "Default"
