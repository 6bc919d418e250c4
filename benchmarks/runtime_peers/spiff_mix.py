"""SpiffWorkflow: a BPMN process of script tasks and a gateway, which goes round."""

from __future__ import annotations

from runtime_own.turns import timed
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from runtime_peers import check

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="mixes" targetNamespace="mixes">
  <process id="mix" isExecutable="true">
    <startEvent id="begin"><outgoing>first</outgoing></startEvent>
    <sequenceFlow id="first" sourceRef="begin" targetRef="zero"/>
    <scriptTask id="zero"><incoming>first</incoming><outgoing>second</outgoing><script>n = 0</script></scriptTask>
    <sequenceFlow id="second" sourceRef="zero" targetRef="assign"/>
    <scriptTask id="assign">
      <incoming>second</incoming><incoming>back</incoming><outgoing>ask</outgoing><script>x = 'hello'</script>
    </scriptTask>
    <sequenceFlow id="ask" sourceRef="assign" targetRef="question"/>
    <exclusiveGateway id="question" default="no">
      <incoming>ask</incoming><outgoing>yes</outgoing><outgoing>no</outgoing>
    </exclusiveGateway>
    <sequenceFlow id="yes" sourceRef="question" targetRef="code">
      <conditionExpression>n &lt; LIMIT</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="no" sourceRef="question" targetRef="end"/>
    <scriptTask id="code"><incoming>yes</incoming><outgoing>back</outgoing><script>n = n + 1
y = f'{x}-{n}'</script></scriptTask>
    <sequenceFlow id="back" sourceRef="code" targetRef="assign"/>
    <endEvent id="end"><incoming>no</incoming></endEvent>
  </process>
</definitions>
"""


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    parser = BpmnParser()
    parser.add_bpmn_str(PROCESS.replace("LIMIT", str(rounds)).encode())
    workflow = BpmnWorkflow(parser.get_spec("mix"))
    seconds = timed(workflow.run_all)
    check(rounds, workflow.data["n"], workflow.data["y"])
    return seconds
