"""A program that says whether it keeps the bytecode of what it imports."""

import sys

if __name__ == "__main__":
    sys.stdout.write("keeps none" if sys.dont_write_bytecode else "keeps it")
