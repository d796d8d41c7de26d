"""The catalog language as JSON Schema, for editors: the shape of a document, whatever other documents say."""
