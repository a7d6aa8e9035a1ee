"""Cards made from records: pure functions, no store and no platform."""
