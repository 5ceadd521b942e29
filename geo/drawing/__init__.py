"""Maps, charts, scales and files of tables, as specs and bytes; nothing of it knows Streamlit."""
