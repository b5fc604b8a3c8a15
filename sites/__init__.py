"""What is known of the sites before a byte is read: addresses, skins, expectations; imports no other room."""
