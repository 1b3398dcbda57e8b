"""Text from outside, fit to store and to show."""


def one_line(text: object) -> str:
    """Without control and invisible characters, which databases and papers choke on or which hide what stands there.

    Spaces are single.
    """
    line = str(text)
    if not line.isprintable():
        line = "".join(letter if letter.isprintable() else " " for letter in line)
    return " ".join(line.split())
