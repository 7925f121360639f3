"""Settings: from files and flags to one frozen value that says where each part came from."""
