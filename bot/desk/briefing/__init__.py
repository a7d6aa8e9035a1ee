"""A morning paper out of the stories of a period: what stands in it, in which order, and how it compares with the time before."""
