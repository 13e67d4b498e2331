"""MkDocs's door: one line per event."""

from huiyin.mkdocs_door import Door

_door = Door()

on_startup = _door.on_startup
on_shutdown = _door.on_shutdown
on_config = _door.on_config
on_pre_build = _door.on_pre_build
on_files = _door.on_files
on_env = _door.on_env
on_page_content = _door.on_page_content
on_page_context = _door.on_page_context
on_post_build = _door.on_post_build
on_serve = _door.on_serve
