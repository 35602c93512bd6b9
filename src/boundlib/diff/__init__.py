"""What differs between two versions of an agreement (spec/renegotiation)."""
