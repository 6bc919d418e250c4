"""The layout of the author: the places that an editor gave the actions, and wires that go round them."""
