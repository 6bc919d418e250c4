"""What a record is: a prospect, its fields, its numbers, its dates."""
