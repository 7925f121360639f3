"""The language server: findings, repairs and explanations in an editor, for the text as it stands there."""
