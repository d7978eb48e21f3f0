"""What happens to sealed records when the program is killed, the disk fails, the power goes or a bit flips."""
