"""The meeting itself: edition, registration, agenda, letters; what people do with it lies above."""
