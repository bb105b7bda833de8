"""What is left of a day: report, photos, materials, cards, archive; what the team sets up lies above."""
