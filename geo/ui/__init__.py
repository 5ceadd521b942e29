"""The only code that imports Streamlit: cache, state, components, the skeleton of a page."""
