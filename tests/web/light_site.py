"""The real site under the real server, without the recogniser, which these tests do not need.

Run by the tests as `python -m tests.web.light_site`, with settings in the environment.
"""

from web.app import create_app
from web.serve import Server
from web.settings import WebSettings

if __name__ == "__main__":
    settings = WebSettings.from_env()
    Server(settings, lambda: create_app(settings)).run()
