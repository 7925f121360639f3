"""The catalogue: rule cards and header layouts read from packs of YAML files."""
