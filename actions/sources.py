"""Sources of prospects and their maps: Create Source, Create Source Map, Get Source Map, Get Sources."""

from studio.sdk import Action, Context, Dynamic, Outcome, expression, from_plain, plain_value, text, variable


def outcome(context: Context, verdict: tuple[str, str]) -> Outcome:
    """The branch of a verdict; what went wrong is in _ERR."""
    branch, why = verdict
    if branch:
        context.fail(why)
    return branch or "Default"


class CreateSource(Action):
    """Makes a source, a list that prospects belong to [documented].

    NoNameProvided without a name, NameExceededLength above 255 characters, NameAlreadyUsed for one that is there
    [documented], names compared trimmed and in any letter case [choice]. Error where the store fails, or can't hold the
    name [choice]. The source stays in the store, for later runs on it too [choice].
    """

    kind = "CREATESOURCE"
    branches = ("Default", "Error", "NameAlreadyUsed", "NoNameProvided", "NameExceededLength")

    Name = text(about="name of the source, at most 255 characters [documented]")

    def run(self, context: Context) -> Outcome:
        name = self.Name(context)
        done = outcome(context, context.world.prospects.create_source(name))
        if done == "Default":
            context.report("world", text="source made", source=name.strip())
        return done


class CreateSourceMap(Action):
    """Says which column of a source is which field of a prospect: members of Mappings [documented].

    Checked in this order [choice]: InvalidSource; InvalidRootNode unless Mappings is the only member; InvalidFieldName
    for what is no system field and no field of one's own, even where its column is empty; MissingRequiredField without
    ExternalID or a phone number; ExceededMaxDestinations above six [documented]; Error for two fields on one column, and
    where the store fails; FieldsInUseCantApply where a field that a filter or a skill's cadence uses would go or get another
    column [documented]; NoChangesMade for the same map [documented]. Of a source that the world file states, the file's
    map counts again in the next run [choice].
    """

    kind = "CREATESOURCEMAP"
    branches = (
        "Default",
        "InvalidSource",
        "InvalidRootNode",
        "InvalidFieldName",
        "MissingRequiredField",
        "Error",
        "FieldsInUseCantApply",
        "NoChangesMade",
        "ExceededMaxDestinations",
    )

    SourceName = text(about="name of the source [documented]")
    Mapping = expression(about="object with the member Mappings: field to column [documented]")

    def run(self, context: Context) -> Outcome:
        wanted = self.Mapping(context)
        mapping = plain_value(wanted) if isinstance(wanted, Dynamic) else None
        return outcome(context, context.world.prospects.set_map(self.SourceName(context), mapping))


class GetSourceMap(Action):
    """Gives the map of a source as an object with the member Mappings, as Create Source Map takes it [documented;
    shape: inferred].

    InvalidSource for one that isn't there [documented], with an empty object [choice].
    """

    kind = "GETSOURCEMAP"
    branches = ("Default", "InvalidSource")

    SourceName = text(about="name of the source [documented]")
    Results = variable(about="variable for the map [documented]")

    def run(self, context: Context) -> Outcome:
        source = self.SourceName(context)
        found = context.world.prospects.map_of(source)
        context.put(self.Results, Dynamic() if found is None else from_plain({"Mappings": found}))
        return outcome(context, ("InvalidSource", f"there is no source {source!r}") if found is None else ("", ""))


class GetSources(Action):
    """Gives all sources as an array of objects with the member SourceName, by name [documented; shape and order: choice]."""

    kind = "GETSOURCES"

    Sources = variable("Sources", about="variable for the array [documented]")

    def run(self, context: Context) -> Outcome:
        names = context.world.prospects.source_names()
        context.put(self.Sources, from_plain([{"SourceName": each} for each in names]))
        return "Default"


class CreateUserField(Action):
    """Defines a field of one's own for prospects [documented].

    NoNameProvided; FieldExceededLength above 200 characters of name or default value; InvalidDataType; DataTypeMismatch
    for a field that is there with another type; DataTypeDoesntSupportDefaultValue for phone fields;
    DefaultValueDoesntMatchDataType; InvalidSubField for Associations of what is no phone field;
    UserDefinedFieldNotFound for an association that isn't defined [documented; when: inferred].
    FieldInUseByProcessingFilter for a field that a filter uses and that would change [documented; when: inferred]; Error where
    the store fails, or can't hold it [choice]. The field is one of every source, and stays in the store [choice].
    """

    kind = "CREATEUSERFIELD"
    branches = (
        "Default",
        "Error",
        "FieldInUseByProcessingFilter",
        "InvalidDataType",
        "NoNameProvided",
        "DataTypeMismatch",
        "UserDefinedFieldNotFound",
        "InvalidSubField",
        "DefaultValueDoesntMatchDataType",
        "DataTypeDoesntSupportDefaultValue",
        "FieldExceededLength",
    )

    Name = text(about="name of the field, at most 200 characters [documented]")
    DataType = text(about="String, Phone, Boolean, Int, Decimal, Date, Time … [documented]")
    DefaultValue = text(about="for records for which no column is mapped [documented]")
    Associations = text(about="of a phone field: fields of one's own that go with the number, with commas [documented]")

    def run(self, context: Context) -> Outcome:
        prospects = context.world.prospects
        name, kind = self.Name(context), self.DataType(context)
        return outcome(
            context, prospects.define_field(name, kind, self.DefaultValue(context), self.Associations(context))
        )
