"""What mentions mean: gazetteer, names, calendar, chains; across articles: copies, same events, origins."""
