"""The commands of an installation, by topic. They import what they need when they are called: the
web server loads this package too, and should stay small."""
