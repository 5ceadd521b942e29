"""Official and own data brought in; nothing of it runs while a page is shown."""
