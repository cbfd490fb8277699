package dev.plumbline.dashboard.view;

/// One entry of a select.
public record Choice(String key, String label, boolean current) {}
