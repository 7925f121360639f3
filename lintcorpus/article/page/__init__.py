"""What a page puts around an article: head and tail, menus, notices, lines as they were set."""
