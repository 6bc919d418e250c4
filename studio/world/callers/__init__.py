"""The people on the phone: what they press, how they speak, when they hang up."""
