"""The CRM: a small lead source that scripts reach over HTTP, with check-out and check-in by batch.

``store.Crm`` does the work on an SQLite table, ``service.crm_app`` shows it as JSON over HTTP, ``seed`` reads
leads from a CSV file, ``serve.serve`` listens on a port, ``made_up`` writes invented leads.
"""
