"""What is measured: accuracy on the development sets, speed, and the scripts that fit weights."""
