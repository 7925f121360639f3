"""Asks the web about URLs: a polite client, robots.txt, safe addresses, and a cache of answers."""
