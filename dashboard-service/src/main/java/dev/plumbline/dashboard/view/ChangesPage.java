package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.ProductPage.ChangeLog;
import java.time.Instant;

/// `/products/{key}/changes`: the ledger of a product, newest first.
public record ChangesPage(Instant at, ProductHeader product, ChangeLog changes) {}
