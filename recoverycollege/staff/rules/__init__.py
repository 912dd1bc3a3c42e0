"""What the office's reports decide, from plain facts."""
