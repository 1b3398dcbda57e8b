"""What goes on around points: power by the schedule of the grid, air alerts, curfews, and the feeds that tell it."""
