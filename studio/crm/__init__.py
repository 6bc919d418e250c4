"""Lead sources: the CRM's leads, given out to scripts by batch and page under a lease, and taken back.

``source`` is what all of them do. ``store.Crm`` is the one in a database (SQLite, PostgreSQL, a table that is there already),
``remote.RemoteLeads`` the one behind a service, ``service.crm_app`` the service over either, ``serve`` puts it on a port. ``seed`` reads
leads from tables of text, ``files`` keeps and exports lists, ``made_up`` writes invented leads.
"""
