"""What the office reads across rooms."""
