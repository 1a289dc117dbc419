"""Names, deeds, offices and places -> what is said of somebody else."""
