"""Queuewi: makes work items."""

from studio.sdk import Action, Context, Outcome, text, variable


class Queuewi(Action):
    """Makes a work item contact, which begins in the script of its point of contact [documented].

    That script queues it by Reqagent and handles it at Onanswer [documented]. WorkItemID, WorkItemPayload and WorkItemType are
    predefined values of the new contact under these names, From is WorkItemFrom [inferred; WorkItemFrom: choice]. A world that
    states no points of contact takes the property as the name of a script [choice]. No such point or script, or one that can't
    start: Error, with _ERR [documented; which faults: choice]. The payload is not limited [documented].
    """

    kind = "QUEUEWI"
    branches = ("Default", "Error")

    WorkItemID = text(about="an id of one's own [documented]")
    WorkItemPayload = text(
        about="what the work item is about; JSON in it has to be escaped on the platform [documented]"
    )
    WorkItemType = text(about="a type of one's own [documented]")
    From = text(about="where it comes from [documented]")
    newContactIDVar = variable(about="gets the id of the new contact [documented]")
    PointOfContact = text(about="id, name, or `id - name` of the point of contact [documented]")

    def run(self, context: Context) -> Outcome:
        about = {
            "WorkItemID": self.WorkItemID(context),
            "WorkItemPayload": self.WorkItemPayload(context),
            "WorkItemType": self.WorkItemType(context),
            "WorkItemFrom": self.From(context),
        }
        script, known = context.world.agents.point_of_contact(self.PointOfContact(context))
        context.put(self.newContactIDVar, context.spawn(script, [], about={**about, **known}))
        return "Default"


class Queuewi2(Queuewi):
    """The later version of Queuewi, for work items in real-time and in persistent queues [documented].

    Which of both it is, is stated at the skill that the work item is queued for [choice]. All else is as at Queuewi [inferred].
    """

    kind = "QUEUEWI2"
