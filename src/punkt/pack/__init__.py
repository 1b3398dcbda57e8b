"""The compact signed offline pack and the live status packet: encode, decode, sign, verify."""
