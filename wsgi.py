"""The WSGI application for servers that want a module: `wsgi:app`."""

from exchange.app import create_app

app = create_app()
