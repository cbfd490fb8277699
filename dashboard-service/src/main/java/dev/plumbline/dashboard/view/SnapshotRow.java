package dev.plumbline.dashboard.view;

/// A snapshot among those of other products.
public record SnapshotRow(ProductHeader product, Snapshot snapshot) {}
