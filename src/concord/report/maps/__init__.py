"""Maps drawn as SVG: outlines of countries, borders in dispute, and what lies on them."""
