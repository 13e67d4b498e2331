"""Pelican with its own cache on, and nothing but pages."""

SITENAME = "示例市人民代表大会"
SITEURL = "https://renda.example.com"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
THEME = "theme"
PATH = "content"
OUTPUT_PATH = "public/"

PAGE_PATHS = [""]
ARTICLE_PATHS: list[str] = []
PATH_METADATA = r"(?P<slug>.*)\.md"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
STATIC_PATHS: list[str] = []
PLUGINS: list[str] = []
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}

CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
CHECK_MODIFIED_METHOD = "mtime"
