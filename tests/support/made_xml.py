"""A small document in the look of Desktop Studio's exports, made for the tests."""

from __future__ import annotations

DOCUMENT = """\
<?xml version="1.0" encoding="utf-8"?>
<ScriptContainer xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" noNamespaceSchemaLocation="http://lab-iniws01/scriptcontainer.xsd" BusNo="7" UserID="99">
  <Actions>
    <ActionStruct>
      <ActionID>5</ActionID>
      <Action>MENU</Action>
      <Caption>Ask &lt;twice&gt; &amp; "wait"</Caption>
      <Parameters>
        <string>"%Hello"</string>
        <string />
        <string>True</string>
      </Parameters>
      <DefaultNextAction>
        <Text />
        <ActionID>1</ActionID>
        <Index>0</Index>
        <LabelDistance xsi:nil="true" />
        <Segments />
      </DefaultNextAction>
      <Branches>
        <BranchStruct>
          <Text>Timeout</Text>
          <ActionID>5</ActionID>
          <Index>2</Index>
          <LabelDistance>0.5</LabelDistance>
          <Segments>
            <Point>
              <X>12</X>
              <Y>-4</Y>
            </Point>
          </Segments>
        </BranchStruct>
      </Branches>
      <Cases>
        <BranchStruct>
          <Text>1</Text>
          <ActionID>4</ActionID>
          <Index>0</Index>
          <LabelDistance xsi:nil="true" />
          <Segments />
        </BranchStruct>
      </Cases>
      <X>96</X>
      <Y>32</Y>
      <DependencyOrder>1</DependencyOrder>
      <Impl_Type>0</Impl_Type>
      <LibraryID>daee9c00-12ce-4222-a42e-307c37d53b7f</LibraryID>
      <ExtraInfo>
        <DefaultBranch>
          <ActionId>1</ActionId>
          <Segments />
        </DefaultBranch>
        <Branches>
          <BranchInfo>
            <KeyName>2</KeyName>
            <ActionId>5</ActionId>
            <Segments />
          </BranchInfo>
        </Branches>
        <CaseBranches>
          <BranchInfo>
            <KeyName>1</KeyName>
            <ActionId>4</ActionId>
            <Segments />
          </BranchInfo>
        </CaseBranches>
      </ExtraInfo>
      <xws>0</xws>
      <yws>0</yws>
    </ActionStruct>
    <ActionStruct>
      <ActionID>4</ActionID>
      <Action>SNIPPET</Action>
      <Caption>Count</Caption>
      <Parameters>
        <string>n = n + 1
IF n &gt; 3 { n = 0 }</string>
        <string>Limit2K</string>
      </Parameters>
      <Branches />
      <Cases />
      <X>192</X>
      <Y>32</Y>
      <DependencyOrder>2</DependencyOrder>
      <Impl_Type>0</Impl_Type>
      <LibraryID>b333da63-33c8-4297-a58a-e9546cf7f0f2</LibraryID>
      <ExtraInfo>
        <DefaultBranch>
          <ActionId>-1</ActionId>
          <Segments />
        </DefaultBranch>
        <Branches />
        <CaseBranches />
      </ExtraInfo>
      <xws>0</xws>
      <yws>0</yws>
    </ActionStruct>
    <ActionStruct>
      <ActionID>1</ActionID>
      <Action>BEGIN</Action>
      <Caption>Begin</Caption>
      <Parameters>
        <string />
        <string />
        <string />
        <string>event</string>
        <string>skill</string>
      </Parameters>
      <DefaultNextAction>
        <Text />
        <ActionID>5</ActionID>
        <Index>0</Index>
        <LabelDistance xsi:nil="true" />
        <Segments />
      </DefaultNextAction>
      <Branches />
      <Cases />
      <X>16</X>
      <Y>32</Y>
      <DependencyOrder>0</DependencyOrder>
      <Impl_Type>0</Impl_Type>
      <LibraryID>b2f794c5-0232-40e7-9830-76d573bf57d7</LibraryID>
      <ExtraInfo>
        <DefaultBranch>
          <ActionId>5</ActionId>
          <Segments />
        </DefaultBranch>
        <Branches />
        <CaseBranches />
      </ExtraInfo>
      <xws>0</xws>
      <yws>0</yws>
    </ActionStruct>
  </Actions>
  <LibraryItem LibraryID="9af3b9cd-3c4f-4b3f-a56d-25c0caf6d0b3" ApiClassificationId="0" BusNo="7" Name="Ask" Alias="Ask" MediaType="4" RouteOrder="1000" RoutingMode="" VariableRedaction="pin">
    <Icon>AAEC</Icon>
    <ImplPath>Common\\Ask</ImplPath>
    <CreateDate>2024-07-11T05:46:55.167</CreateDate>
    <ModifyDate>2024-08-06T06:22:49.76</ModifyDate>
    <ModifyUserID>99</ModifyUserID>
    <ModifiedBy>Somebody</ModifiedBy>
    <URI />
    <DefaultTimeZone>Mountain Standard Time</DefaultTimeZone>
    <Parameters>
      <LibraryParam>
        <Name>event</Name>
      </LibraryParam>
      <LibraryParam>
        <Name>skill</Name>
      </LibraryParam>
    </Parameters>
    <Branches />
  </LibraryItem>
  <MediaType>4</MediaType>
  <ModifyDate>0001-01-01T00:00:00</ModifyDate>
</ScriptContainer>"""


def older(document: str = DOCUMENT) -> str:
    """The same as an older Desktop Studio wrote it: no drawing, no web canvas, no distance of labels."""
    import re

    document = re.sub(r"\n *<ExtraInfo>.*?</ExtraInfo>", "", document, flags=re.DOTALL)
    document = re.sub(r"\n *<[xy]ws>0</[xy]ws>", "", document)
    document = re.sub(r"\n *<LabelDistance[^\n]*", "", document)
    return document.replace(' ApiClassificationId="0"', "").replace("    <ModifiedBy>Somebody</ModifiedBy>\n", "")
