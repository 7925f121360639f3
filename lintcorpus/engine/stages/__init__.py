"""Small pure steps that diagnostics flow through; each returns changed copies and drops nothing."""
