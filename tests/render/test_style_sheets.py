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
        "site": b"@layer a,b;@layer a{p{color:red}}\n",
        "search": b"@layer components{.hit{margin:0}}\n",
    }


def test_a_page_loads_the_components_whose_macros_it_uses(tmp_path: Path) -> None:
    css = tmp_path / "assets/css"
    for folder in (css / "pages", css / "components", tmp_path / "pages", tmp_path / "macros"):
        folder.mkdir(parents=True)
    (css / "site.css").write_text('@import "components/row.css" layer(components);\n')
    for name in ("row", "card", "face", "strip", "unused"):
        (css / f"components/{name}.css").write_text(f".{name} {{ margin: 0; }}\n")
    (css / "pages/one.css").write_text('@import "../components/strip.css";\n')
    (tmp_path / "macros/card.html").write_text('{% from "macros/face.html" import face %}')
    (tmp_path / "macros/row.html").write_text("")
    (tmp_path / "pages/one.html").write_text(
        '{% from "macros/card.html" import card %}{% from "macros/row.html" import row %}'
    )
    (tmp_path / "pages/two.html").write_text("")

    sheets = style_sheets(tmp_path)

    assert {name: sheets.files[address] for name, address in sheets.of_templates.items()} == {
        "pages/one.html": b"@layer components{.card{margin:0}.face{margin:0}.strip{margin:0}}\n"
    }
