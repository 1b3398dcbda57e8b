"""Writing alarms: checks, the messages that go out, and who is told."""
