"""Previewing: an editor saves, and sees it in the browser.

`watcher` tells what changed, `shelf` reads it, `desk` makes a new edition of the site and has it
judged, `edition` prints a page when the browser asks for it, `app` serves it.
"""
