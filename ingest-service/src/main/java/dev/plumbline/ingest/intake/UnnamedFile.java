package dev.plumbline.ingest.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that has no name any more: its room is given back when it is closed, or when the process
/// ends in whatever way.
final class UnnamedFile implements Closeable {
    private final FileChannel channel;

    private UnnamedFile(FileChannel channel) {
        this.channel = channel;
    }

    static UnnamedFile in(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "plumbline-", ".spool");
        try {
            return new UnnamedFile(
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } finally {
            Files.delete(file);
        }
    }

    /// Writes after what was written before. Closing it closes nothing.
    OutputStream out() {
        OutputStream out = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }
        };
    }

    /// Reads from the beginning, as often as is asked for. Closing it closes nothing.
    InputStream read() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
                position += Math.max(read, 0);
                return read;
            }

            @Override
            public long skip(long bytes) throws IOException {
                long skipped = Math.clamp(bytes, 0, Math.max(channel.size() - position, 0));
                position += skipped;
                return skipped;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
