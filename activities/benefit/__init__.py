"""What stakeholders at home gained, and where the people are who were trained."""
