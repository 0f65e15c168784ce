"""The pages of the house itself: welcome, stories, about, privacy, accessibility, language."""
