"""Shared values that outlive a contact (Putvalue, Getvalue, …)."""
