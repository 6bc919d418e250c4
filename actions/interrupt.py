"""Interrupt: lets keys, a fax machine or a SIP INFO message lead back to it."""

import re

from studio.sdk import Action, Context, Incoming, Outcome, boolean, phone

_CAME = "came"
_NAME = re.compile(r"[A-Za-z_]\w{0,99}")


class Interrupt(Action):
    """From here on the flow comes back and takes FAX, DTMF or INFO when that is noticed [documented]; until then,
    Default [inferred].

    DTMF needs DetectDTMF, and a key that lies in the buffer [documented]: one that no Menu, Capture or prompt has
    listened for [inferred]. What the contact was doing is broken off, as by an event [documented]. INFO sets a variable
    for each name=value of the message [documented for what Sendsipinfo sends]; pairs are parted by & or ; or a new line
    [choice].
    """

    kind = "INTERRUPT"
    branches = ("Default", "FAX", "DTMF", "INFO")
    interrupt = True

    DetectDTMF = boolean(about="True: pressed keys lead back here [documented]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        context.loops[_CAME] = incoming.fields.get("branch", "Default")
        for pair in re.split(r"[&;\r\n]", incoming.fields.get("info", "")):
            name, given, value = pair.partition("=")
            if given and _NAME.fullmatch(name.strip()):
                context.set(name.strip(), value.strip())

    def run(self, context: Context) -> Outcome:
        came = context.loops.pop(_CAME, "")
        if came in self.branches:
            return str(came)
        line = phone.line(context)
        line.armed[self.kind] = self.id
        line.keys_interrupt = self.DetectDTMF(context)
        return "Default"
