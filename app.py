"""The router: page config, navigation read from the catalog, nothing else.

``streamlit run app.py`` imports this file as the server (the ``else`` branch, found by
Streamlit's app discovery), which then runs it as the script of each session.
"""

import streamlit as st

from geo.ui import router, server

if __name__ == "__main__":
    router.run()
else:
    app = st.App(__file__, middleware=server.MIDDLEWARE, routes=server.ROUTES)
    server.prepare()
