package dev.plumbline.dashboard.view;

/// `/products/KEY/undecided`: what matching could not decide.
public record UndecidedPage(ProductHeader product, Undecided answer) {}
