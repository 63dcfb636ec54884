"""The official validator's own mocks, served on loopback as the API that each of them stands for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

LISTS = {
    "/services": ("service_list", "service_full"),
    "/taxonomies": ("taxonomy_list", "taxonomy"),
    "/taxonomy_terms": ("taxonomy_term_list", "taxonomy_term"),
    "/service_at_locations": ("service_at_location_list", "service_at_location_full"),
}


def mock_file(path: str) -> str | None:
    """The file that stands for an endpoint: the mocks know one record and one page of each."""
    bare = path.partition("?")[0]
    if bare == "/":
        return "api_details"
    if bare in LISTS:
        return LISTS[bare][0]
    return next((full for prefix, (_, full) in LISTS.items() if bare.startswith(f"{prefix}/")), None)


@contextmanager
def serving(folder: Path, *, cors: str | None = "*", broken: str = "") -> Iterator[str]:
    """The base address of the mock in `folder`; `broken` answers with a page of HTML."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = mock_file(self.path)
            known = name is not None and (folder / f"{name}.json").is_file()
            body = (folder / f"{name}.json").read_bytes() if known else json.dumps({"error": "none"}).encode()
            if self.path.partition("?")[0] == broken:
                body = b"<html><body>Sorry, we are busy.</body></html>"
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(body)))
            if cors:
                self.send_header("Access-Control-Allow-Origin", cors)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Says nothing: the tests print enough."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
