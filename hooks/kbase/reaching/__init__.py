"""Whether the addresses of sources answer, and which archive keeps a copy. The one room that asks the network."""
