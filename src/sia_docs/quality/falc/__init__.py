"""The FALC checker: what a program can check of the European rules for easy-to-read information."""
