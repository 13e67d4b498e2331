"""Style sheets: one for every page, one more for pages whose template brings its own."""

from __future__ import annotations

from pathlib import Path

from huiyin.render.assets import style_sheets


def test_a_page_pays_only_for_its_own_styles(tmp_path: Path) -> None:
    css = tmp_path / "assets/css"
    (css / "pages").mkdir(parents=True)
    (css / "site.css").write_text('@layer a, b;\n@import "one.css" layer(a);\n')
    (css / "one.css").write_text("p { color: red; } /* why */\n")
    (css / "pages/search.css").write_text(".hit { margin: 0; }\n")

    sheets = style_sheets(tmp_path)

    named = {sheets.site: "site", sheets.of_templates["pages/search.html"]: "search"}
    assert {named[address]: content for address, content in sheets.files.items()} == {
        "site": b"@layer a,b;@layer a{p{color: red}}\n",
        "search": b"@layer components{.hit{margin: 0}}\n",
    }
