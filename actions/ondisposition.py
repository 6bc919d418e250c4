"""Ondisposition: where the flow goes on when a contact of the dialer has its outcome."""

from studio.sdk import EventAction, variable


class Ondisposition(EventAction):
    """A contact of Personal Connection has got its disposition; what is known of it stands in the variables [documented].

    Each property names a variable and is filled from the field of the property's own name, letter case, blanks and ``_`` free
    (``agent no``, ``Agent_No``); a property without a variable is passed over [choice]. Whatever the script was doing is
    broken off [documented].
    """

    kind = "ONDISPOSITION"

    AdditionalInfo = variable(about="Receives additional information on the outcome [documented]")
    Agent_No = variable(about="Receives the agent's number [documented]")
    Agent_Session_Id = variable(about="Receives the agent's session [documented]")
    AgentName = variable(about="Receives the agent's name [documented]")
    AgentUserName = variable(about="Receives the agent's user name [documented]")
    CallbackDateTimeGMT = variable(about="Receives when to call back, in UTC [documented]")
    CallbackName = variable(about="Receives whom to call back [documented]")
    CallbackNumber = variable(about="Receives which number to call back [documented]")
    CallNotes = variable(about="Receives the agent's notes [documented]")
    Contact_Id = variable(about="Receives the id of the contact [documented]")
    DispositionClassificationId = variable(about="Receives the id of the disposition's class [documented]")
    DispositionClassificationName = variable(about="Receives the name of the disposition's class [documented]")
    DispositionDescription = variable(about="Receives the disposition [documented]")
    DispositionLongDescription = variable(about="Receives the disposition at length [documented]")
    DispositionRetrySettingId = variable(about="Receives the id of the setting by which it is tried again [documented]")
    ExternalOutboundSkill_No = variable(about="Receives the number of the outbound skill [documented]")
    PhoneNumber = variable(about="Receives the number that was called [documented]")
    ProspectiveContactId = variable(about="Receives the id of the prospect [documented]")
    TimeDisposed = variable(about="Receives when the disposition was given [documented]")
    TimeDisconnected = variable(about="Receives when the call ended [documented]")
    TimeDialed = variable(about="Receives when it was dialed [documented]")
    TimePreviewStart = variable(about="Receives when its preview began [documented]")
    TimePreviewEnd = variable(about="Receives when its preview ended [documented]")
    TimeConnected = variable(about="Receives when it was connected [documented]")
    CommitmentAmount = variable(about="Receives the amount that was promised [documented]")
    ComplianceRecord = variable(about="Receives whether it is a record of compliance [documented]")
    ConfirmationRequired = variable(about="Receives whether it had to be confirmed [documented]")
    ContactDeliveryType = variable(about="Receives how it was delivered [documented]")
    DispositionCode = variable(about="Receives the code of the disposition [documented]")
    DestinationValue = variable(about="Receives the destination that was reached [documented]")
    DestinationDescription = variable(about="Receives what that destination is [documented]")
    CallRequestDateTime = variable(about="Receives the time for which the call was asked [documented]")
    SourceName = variable(about="Receives the source of the record [documented]")
    DestinationType = variable(about="Receives the kind of destination [documented]")
