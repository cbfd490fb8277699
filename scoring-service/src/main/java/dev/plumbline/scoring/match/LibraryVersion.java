package dev.plumbline.scoring.match;

import io.github.nscuro.versatile.VersionFactory;
import io.github.nscuro.versatile.spi.InvalidVersionException;
import org.jspecify.annotations.Nullable;

/// A version of an ecosystem that versatile orders as its own tools do: Maven (by Maven's own
/// `ComparableVersion`) and Debian (`dpkg --compare-versions`).
final class LibraryVersion extends Version {

    private final io.github.nscuro.versatile.spi.Version read;

    private LibraryVersion(String text, io.github.nscuro.versatile.spi.Version read) {
        super(text);
        this.read = read;
    }

    static @Nullable LibraryVersion read(String text, String scheme) {
        return read(text, text, scheme);
    }

    /// @param plain what the text is compared as
    static @Nullable LibraryVersion read(String text, String plain, String scheme) {
        try {
            return new LibraryVersion(text, VersionFactory.forScheme(scheme, plain.strip()));
        } catch (InvalidVersionException | NumberFormatException _) {
            return null;
        }
    }

    @Override
    public int compareTo(Version other) {
        return Integer.signum(read.compareTo(((LibraryVersion) other).read));
    }
}
