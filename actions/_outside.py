"""Actions whose outcome nobody can work out here: what they ask for is told, and Default is taken."""

from __future__ import annotations

from typing import ClassVar

from studio.sdk import Action, Context, Outcome


class Outside(Action):
    """Hands something to a service outside.

    Its answer can't be worked out: a stand-in of the world file or a test states it [choice].
    """

    #: What happens outside, for the event stream.
    does: ClassVar[str] = ""

    def run(self, context: Context) -> Outcome:
        context.report("world", text=self.does)
        return "Default"
