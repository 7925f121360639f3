"""Code that finds things; it knows no rule, and no checker knows another."""
