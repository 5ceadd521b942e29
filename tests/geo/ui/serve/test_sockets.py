"""What is answered leaves at once, over the links of a socket that Streamlit opened."""

import socket

from streamlit.web.server.starlette.starlette_server import _bind_socket

from geo.ui.serve import sockets


def _sends_at_once(listening):
    with (
        socket.create_connection(listening.getsockname()[:2], timeout=5),
        listening.accept()[0] as link,
    ):
        return bool(link.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_the_links_of_the_socket_of_streamlit_send_at_once():
    with _bind_socket("127.0.0.1", 0, 5) as listening:
        listening.settimeout(5)
        assert not _sends_at_once(listening)
        assert sockets.send_at_once() >= 1
        assert _sends_at_once(listening)
