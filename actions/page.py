"""Page and Pageclose: a sequence of pages that the agent goes through."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, custom, text, to_text


class Page(Action):
    """Shows a page at the agent and waits until one of its buttons is clicked [documented].

    The fields become variables [inferred]. A custom branch is taken that is the value of the variable named by
    BranchKey; else Next for the button Next [documented; the key: inferred]; the button Back takes Default [choice]. An
    event ends the wait; nobody is waited for less than for ever [choice]. What the agent does and when stands in the
    world file [choice].
    """

    kind = "PAGE"
    branches = ("Default", "Next")

    Title = text(about="title of the page [documented]")
    RawXML = text(about="the page as its editor has made it; no effect here [documented]")
    ShowNext = boolean(about="whether there is a button Next [documented]")
    ShowBack = boolean(about="whether there is a button Back [documented]")
    StyleSheet = text(about="style sheet of the page; no effect here [documented]")
    BranchKey = text(about="field of the page whose value chooses a custom branch [inferred]")
    BranchOptions = text(about="kept by the page's editor; no effect here [documented]")

    def run(self, context: Context) -> Outcome:
        title = self.Title(context)
        number = context.world.desk.show_page(context.engine, context.contact, title=title)
        context.report("world", text="page shown", title=title)
        return Await(hears=(f"page {number}",))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        for name, value in answer["fields"].items():
            context.set(name, value)
        if str(answer["button"]).strip().lower() != "next":
            return "Default"
        key = self.BranchKey(context).strip()
        value = to_text(context.get(key)).strip() if key else ""
        return custom(value) if value in self.cases else "Next"


class Pageclose(Action):
    """Ends the sequence of pages [documented]. One that is left open when the contact ends is told of [choice]."""

    kind = "PAGECLOSE"

    def run(self, context: Context) -> Outcome:
        if context.world.desk.close_pages(context.engine, context.contact):
            context.report("world", text="pages closed")
        return "Default"
