package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.local.StartupFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Sends a file of lines, a slice at a time, and says what became of the lines.
///
/// A slice is small enough that its answers fit into what lies between two machines, so that
/// neither waits for the other.
final class Bulk {
    private static final int SLICE_LINES = 500;
    private static final int SLICE_BYTES = 4 * 1024 * 1024;

    private final Platform platform;
    private final String client;
    private final String query;
    private long accepted;
    private long seenBefore;
    private long refused;

    Bulk(Platform platform, String client, Map<String, String> query) {
        this.platform = platform;
        this.client = client;
        this.query = Submit.encode(query);
    }

    /// @param from the first line to send, counted from 1
    int send(Path file, long from) {
        long next = from;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (long passed = 1; passed < from && passOver(in); passed++) {
                // those before are done
            }
            for (Slice slice = slice(in); slice.lines() > 0; slice = slice(in)) {
                String problem = send(slice, next);
                if (!problem.isEmpty()) {
                    return stopped(problem);
                }
                next += slice.lines();
            }
        } catch (IOException e) {
            throw new StartupFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
        System.out.println(sums());
        return refused > 0 ? Command.REFUSED : Command.DONE;
    }

    private int stopped(String problem) {
        System.out.println(sums());
        System.err.println(problem);
        return Command.FAILED;
    }

    private String sums() {
        return accepted + " accepted, " + seenBefore + " seen before, " + refused + " refused";
    }

    /// Answers empty, or why it could not all be sent.
    private String send(Slice slice, long first) {
        long unanswered = first;
        List<JsonNode> answers = platform.bulk(client, query, slice.bytes());
        for (JsonNode answer : answers) {
            if (answer.path("end").asBoolean()) {
                return "";
            }
            int status = answer.path("status").asInt();
            if (!answer.has("line") || status == 503) {
                return goOn(unanswered, problem(answer));
            }
            long line = first + answer.path("line").asLong() - 1;
            unanswered = line + 1;
            switch (status) {
                case 202 -> accepted++;
                case 200 -> seenBefore++;
                default -> {
                    refused++;
                    System.err.println("Line " + line + " refused: " + problem(answer));
                }
            }
        }
        return goOn(unanswered, "the answer was cut off");
    }

    private static String goOn(long line, String why) {
        return "Stopped: " + why + ". Go on with --from " + line;
    }

    private static String problem(JsonNode answer) {
        JsonNode problem = answer.has("problem") ? answer.path("problem") : answer;
        return new Platform.Answer(problem.path("status").asInt(), problem).problem();
    }

    private record Slice(byte[] bytes, int lines) {}

    private static Slice slice(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lines = 0;
        boolean inLine = false;
        while (inLine || (lines < SLICE_LINES && bytes.size() < SLICE_BYTES)) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            lines += inLine ? 0 : 1;
            inLine = b != '\n';
            bytes.write(b);
        }
        return new Slice(bytes.toByteArray(), lines);
    }

    private static boolean passOver(InputStream in) throws IOException {
        int b = in.read();
        while (b >= 0 && b != '\n') {
            b = in.read();
        }
        return b >= 0;
    }
}
