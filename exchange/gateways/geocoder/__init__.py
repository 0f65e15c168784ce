"""From words to places and back, without a network: a geopy geocoder over the loaded communes."""
