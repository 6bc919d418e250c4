"""SIP headers: of the next call, of the next transfer, of a call that was answered; SIP INFO messages."""

import re

from studio.sdk import Action, Context, Outcome, phone, text

#: What a header may be called, by SIP's own rules.
_NAME = re.compile(r"[A-Za-z0-9.!%*_+`'~-]{1,200}")


def _fault(name: str, value: str) -> str:
    if not _NAME.fullmatch(name):
        return f"{name[:40]!r} is no name of a SIP header"
    return "a SIP header is one line" if "\n" in value or "\r" in value else ""


def _put(context: Context, headers: dict[str, str], name: str, value: str) -> Outcome:
    if fault := _fault(name, value):
        context.fail(fault)
        return "Error"
    headers[name] = value
    return "Default"


class Sipputheader(Action):
    """Adds a header to the call that Placecall makes next [documented]; Error for what is no header [choice]."""

    kind = "SIPPUTHEADER"
    branches = ("Default", "Error")

    HeaderName = text(about="name of the header [documented]")
    HeaderValue = text(about="its value [documented]")

    def run(self, context: Context) -> Outcome:
        headers = phone.line(context).call_headers
        return _put(context, headers, self.HeaderName(context).strip(), self.HeaderValue(context))


class Sipxferputhd(Action):
    """Adds a header to the transfer that follows, Transfer or Blindxfer [documented]; Error for what is no header
    [choice].
    """

    kind = "SIPXFERPUTHD"
    branches = ("Default", "Error")

    headerName = text(about="name of the header [documented]")
    headerValue = text(about="its value [documented]")

    def run(self, context: Context) -> Outcome:
        headers = phone.line(context).transfer_headers
        return _put(context, headers, self.headerName(context).strip(), self.headerValue(context))


class Sipgetheader(Action):
    """Reads a header of the call that Placecall has made [documented], letter case of its name free [choice].

    Error where the call has no such header, or there is no call [choice].
    """

    kind = "SIPGETHEADER"
    branches = ("Default", "Error")

    HeaderName = text(about="name of the header [documented]")
    HeaderValue = text(about="name of the variable that gets its value [inferred]")

    def run(self, context: Context) -> Outcome:
        name, target = self.HeaderName(context).strip(), self.HeaderValue(context).strip()
        found = {each.lower(): value for each, value in phone.line(context).received_headers.items()}.get(name.lower())
        if found is None:
            context.fail(f"the call has no SIP header {name[:40]!r}")
            return "Error"
        if target:
            context.set(target, found)
        return "Default"


class Sendsipinfo(Action):
    """Sends a text to the other side in a SIP INFO message [documented].

    A contact that is linked with this one gets it: its Interrupt, if there is one, takes INFO and sets a variable for each
    name=value [documented; that it goes to linked contacts: inferred].
    """

    kind = "SENDSIPINFO"

    BodyText = text(about="the message: name=value [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        body = self.BodyText(context)
        context.report("world", text="sends SIP INFO", body=body)
        for other in list(phone.line(context).linked):
            phone.callers(context).info(context.engine, context.engine.contacts[other], body)
        return "Default"
