package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// `/products/{key}/difference`: two days of a product, or two products, taken apart.
///
/// @param from as it was asked for, a day or empty; likewise `to` and `with`
/// @param answer `null` if the other product is not there, or not in sight
public record DifferencePage(
        ProductHeader product, String from, String to, String with, @Nullable Difference answer) {}
