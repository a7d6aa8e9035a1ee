"""Measuring stories: sets of articles with their stories, baselines, scores."""
