"""GET_RICH_MESSAGE (Getrichmessage): fetches the templates of rich messages."""

import json

from studio.sdk import Action, Context, Outcome, text, variable


class GetRichMessage(Action):
    """Gives the templates of rich messages of a digital channel as JSON, for Askcaller or Textmsg [documented].

    Of one template that is its JSON itself, to be handed on as it is [documented]; of several a JSON array of them [choice].
    Success when there are some [documented]; Error for a channel that has none [choice].
    """

    kind = "GET_RICH_MESSAGE"
    aliases = ("GETRICHMESSAGE",)
    branches = ("Default", "Error", "Success")

    channelID = text(about="the digital channel whose templates they are [documented]")
    resultSet = variable(about="gets the JSON [documented]")

    def run(self, context: Context) -> Outcome:
        channel = self.channelID(context).strip()
        found = context.world.messages.templates(channel)
        if not found:
            context.fail(f"the channel {channel[:80]!r} has no templates of rich messages")
            return "Error"
        context.put(self.resultSet, json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False))
        return "Success"
