"""What is odd inside a Snippet, whichever family the rule belongs to."""
