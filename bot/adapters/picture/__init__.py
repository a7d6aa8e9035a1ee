"""A neutral chart as a PNG, for the platforms that show pictures."""
