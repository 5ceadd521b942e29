"""The server around Streamlit: its page, its gate, its routes, the room."""
