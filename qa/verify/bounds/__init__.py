"""What is not, or not wholly, so in the quotes -> what a sentence tells as plainly so."""
