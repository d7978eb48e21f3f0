"""Making a desk: four pages."""
