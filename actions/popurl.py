"""Popurl: opens a page at the agent."""

from studio.sdk import Action, Context, Outcome, boolean, number, plain, text


class PopUrl(Action):
    """Opens a web page at the agent [observed in exports]. Nothing is fetched: that it was opened is told, and kept by the desk
    [choice].

    A blank AgentID is the agent who has the contact [choice]. With ClosePopoutUponTermination the page goes with the
    contact [inferred].
    """

    kind = "POPURL"

    AgentID = text(about="id of the agent [observed in exports]")
    URL = text(about="address of the page [observed in exports]")
    TabTitle = text(about="title of the tab [observed in exports]")
    PopDestination = plain("Default", about="Default or Popout; no effect here [observed in exports]")
    PopoutWindowHeight = number(about="height of the window; no effect here [observed in exports]")
    PopoutWindowWidth = number(about="width of the window; no effect here [observed in exports]")
    ClosePopoutUponTermination = boolean(about="whether it is closed when the contact ends [inferred]")
    CachePopURL = boolean(about="no effect here [observed in exports]")

    def run(self, context: Context) -> Outcome:
        agent, url = self.AgentID(context).strip(), self.URL(context).strip()
        context.world.desk.open_window(
            context.engine,
            context.contact,
            url=url,
            agent=agent,
            title=self.TabTitle(context),
            closes=self.ClosePopoutUponTermination(context),
        )
        context.report("world", text="page opened", agent=agent, url=url)
        return "Default"
