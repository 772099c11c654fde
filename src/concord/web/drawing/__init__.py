"""Pictures drawn on the server as SVG: nothing has to run to see them, and they print."""
