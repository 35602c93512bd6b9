"""What was agreed, what happened, what is asked and answered: frozen values (spec/documents)."""
