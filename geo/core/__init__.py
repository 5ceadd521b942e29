"""The vocabulary of the house: errors, systems of coordinates, records, schemas, the catalog."""
