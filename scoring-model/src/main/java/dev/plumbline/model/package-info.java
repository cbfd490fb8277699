/// Root package.
@org.jspecify.annotations.NullMarked
package dev.plumbline.model;
