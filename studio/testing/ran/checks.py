"""What is true of a run or not, with the reason in the author's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """True or false; ``why`` says what is the case. A test asserts it."""

    holds: bool
    why: str

    def __bool__(self) -> bool:
        return self.holds

    def __repr__(self) -> str:
        return f"<{'yes' if self.holds else 'no'}: {self.why}>"
