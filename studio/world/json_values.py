"""Values of a world file that are handed on as JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import AfterValidator


def _is_json(value: Any) -> Any:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as fault:
        raise ValueError("this is no JSON value; a date has to stand in quotes") from fault
    return value


#: Anything that JSON can say.
Json = Annotated[Any, AfterValidator(_is_json)]
