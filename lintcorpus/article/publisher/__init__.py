"""What an article says on behalf of its publisher: promotion, lists, blocks that recur."""
