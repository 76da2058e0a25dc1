# Findings about the document itself.
