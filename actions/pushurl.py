"""Pushurl: opens a page at the contact of a chat."""

from studio.sdk import Action, Context, Outcome, plain, text


class Pushurl(Action):
    """Opens a web page on the computer of a chat contact, while the contact lasts [documented].

    Here the page is noted and opened nowhere; an empty address is passed over [choice].
    """

    kind = "PUSHURL"

    URL = text(about="address of the page [documented]")
    Frame = plain(about="Userframe: always the same window; Newwindow: a new one [documented]")

    def run(self, context: Context) -> Outcome:
        url = self.URL(context).strip()
        if url:
            frame = self.Frame(context)
            context.world.messages.say(
                context.engine, context.contact, "chat", "page", url, sender="system", receiver="contact", frame=frame
            )
            context.report("world", text="page", url=url, frame=frame)
        return "Default"
