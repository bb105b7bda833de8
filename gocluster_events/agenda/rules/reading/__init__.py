"""From what an uploaded file says to what it changes in the draft: `told`, then `entries`, then `against`."""
