"""The pages: what people see in a browser, over the same actions and queries as the API."""
