"""Scripts from one form into another: the order of the text, what a text keeps, and where files lie."""

from studio.script.conversion.onto import Onto, put_onto
from studio.script.conversion.order import by_flow, in_flow_order
from studio.script.conversion.paths import NoPath, path_of

__all__ = ["NoPath", "Onto", "by_flow", "in_flow_order", "path_of", "put_onto"]
