"""Cells that a spreadsheet will read."""


def harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip().startswith(("=", "+", "-", "@", "|")):
        return f"'{cell}"
    return cell
