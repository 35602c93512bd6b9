"""Optional doors to other tools, each by itself: tables and analysis of histories."""
