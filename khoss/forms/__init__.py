"""Forms: parsing, the checks of one request, and their messages. They know no database."""
