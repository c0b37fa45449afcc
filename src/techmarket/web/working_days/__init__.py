"""Working days and legal time limits of registration. Not here: whose work it is (`review`)."""
