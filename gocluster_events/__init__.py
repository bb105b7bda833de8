"""Event registration and agenda management for the annual meeting of an innovation-cluster programme."""
