"""What may be typed, kind by kind: the pydantic models of the catalog language."""
