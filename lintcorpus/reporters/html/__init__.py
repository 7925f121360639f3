"""The format ``html``: pages that a curator reads in a browser, without a server and without the network."""
