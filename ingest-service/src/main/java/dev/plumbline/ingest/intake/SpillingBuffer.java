package dev.plumbline.ingest.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Bytes in memory up to a limit, in a file without a name above it.
final class SpillingBuffer extends OutputStream {
    private final int memoryBytes;
    private final Path folder;
    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
    private @Nullable UnnamedFile file;
    private @Nullable OutputStream open;
    private long size;

    SpillingBuffer(int memoryBytes, Path folder) {
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (memory != null && size + length > memoryBytes) {
            spill(memory);
        }
        size += length;
        if (memory != null) {
            memory.write(bytes, offset, length);
        } else if (open != null) {
            open.write(bytes, offset, length);
        }
    }

    private void spill(ByteArrayOutputStream held) throws IOException {
        UnnamedFile created = UnnamedFile.in(folder);
        file = created;
        OutputStream stream = created.out();
        open = stream;
        held.writeTo(stream);
        memory = null;
    }

    long size() {
        return size;
    }

    InputStream read() throws IOException {
        if (file != null) {
            return file.read();
        }
        return new ByteArrayInputStream(memory == null ? new byte[0] : memory.toByteArray());
    }

    /// Gives memory and file back.
    void delete() throws IOException {
        memory = null;
        if (file != null) {
            file.close();
        }
    }
}
