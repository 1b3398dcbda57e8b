"""TOML files with all that is wrong in them, each fault with its line; and the sources that such files cite."""
