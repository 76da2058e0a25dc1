### What meshwright-graph says.
