"""JSON in and out: limits, strict reading, schemas, digests (spec/documents)."""
