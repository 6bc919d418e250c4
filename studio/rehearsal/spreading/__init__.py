"""Where the runs of a rehearsal are carried out: here, in processes, on a cluster."""
