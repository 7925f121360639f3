"""What fix runs did, kept so that it can be taken back."""
