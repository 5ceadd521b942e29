"""What a page shows before any script: title, sentence, figures, map and legend, in its HTML.

``asked`` reads an address as its page does, ``shown`` gives what the page then shows, ``block``
writes it, ``document`` puts it in Streamlit's own page. The still page, the view to be embedded
and the previews of links are made of the same block.
"""
