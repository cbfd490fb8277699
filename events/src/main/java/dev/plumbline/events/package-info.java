/// The contract.
/// Root package.
@org.jspecify.annotations.NullMarked
package dev.plumbline.events;
