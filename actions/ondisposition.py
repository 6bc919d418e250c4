"""Ondisposition: where the flow goes on when a contact of the dialer has its outcome."""

from studio.sdk import EventAction, variable


class Ondisposition(EventAction):
    """A contact of Personal Connection has got its disposition; what is known of it stands in the variables [documented].

    Each property names a variable and is filled from the field of the property's own name, letter case, blanks and ``_`` free
    (``agent no``, ``Agent_No``); a property without a variable is passed over [choice]. Whatever the script was doing is
    broken off [documented].
    """

    kind = "ONDISPOSITION"

    AdditionalInfo = variable(about="gets additional information on the outcome [documented]")
    Agent_No = variable(about="gets the agent's number [documented]")
    Agent_Session_Id = variable(about="gets the agent's session [documented]")
    AgentName = variable(about="gets the agent's name [documented]")
    AgentUserName = variable(about="gets the agent's user name [documented]")
    CallbackDateTimeGMT = variable(about="gets when to call back, in UTC [documented]")
    CallbackName = variable(about="gets whom to call back [documented]")
    CallbackNumber = variable(about="gets which number to call back [documented]")
    CallNotes = variable(about="gets the agent's notes [documented]")
    Contact_Id = variable(about="gets the id of the contact [documented]")
    DispositionClassificationId = variable(about="gets the id of the disposition's class [documented]")
    DispositionClassificationName = variable(about="gets the name of the disposition's class [documented]")
    DispositionDescription = variable(about="gets the disposition [documented]")
    DispositionLongDescription = variable(about="gets the disposition at length [documented]")
    DispositionRetrySettingId = variable(about="gets the id of the setting by which it is tried again [documented]")
    ExternalOutboundSkill_No = variable(about="gets the number of the outbound skill [documented]")
    PhoneNumber = variable(about="gets the number that was called [documented]")
    ProspectiveContactId = variable(about="gets the id of the prospect [documented]")
    TimeDisposed = variable(about="gets when the disposition was given [documented]")
    TimeDisconnected = variable(about="gets when the call ended [documented]")
    TimeDialed = variable(about="gets when it was dialed [documented]")
    TimePreviewStart = variable(about="gets when its preview began [documented]")
    TimePreviewEnd = variable(about="gets when its preview ended [documented]")
    TimeConnected = variable(about="gets when it was connected [documented]")
    CommitmentAmount = variable(about="gets the amount that was promised [documented]")
    ComplianceRecord = variable(about="gets whether it is a record of compliance [documented]")
    ConfirmationRequired = variable(about="gets whether it had to be confirmed [documented]")
    ContactDeliveryType = variable(about="gets how it was delivered [documented]")
    DispositionCode = variable(about="gets the code of the disposition [documented]")
    DestinationValue = variable(about="gets the destination that was reached [documented]")
    DestinationDescription = variable(about="gets what that destination is [documented]")
    CallRequestDateTime = variable(about="gets the time for which the call was asked [documented]")
    SourceName = variable(about="gets the source of the record [documented]")
    DestinationType = variable(about="gets the kind of destination [documented]")
