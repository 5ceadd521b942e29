"""The router: page config, navigation read from the catalog, nothing else.

``streamlit run app.py`` imports this file as the server (the ``else`` branch, found by
Streamlit's app discovery), which then runs it as the script of each session. The two imports stay
apart: a component declared before the server exists is not served.
"""

import streamlit as st

if __name__ == "__main__":
    from geo.ui.serve import router

    router.run()
else:
    from geo.ui.serve import faults, server

    app = st.App(
        __file__,
        lifespan=server.lifespan,
        middleware=server.MIDDLEWARE,
        routes=server.routes(),
        on_script_error=faults.tell,
    )
    server.prepare()
