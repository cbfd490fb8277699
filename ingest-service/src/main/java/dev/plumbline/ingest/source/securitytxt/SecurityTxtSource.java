package dev.plumbline.ingest.source.securitytxt;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads `security.txt` (RFC 9116), signed in clear or not.
///
/// What it proves ends when it says so in `Expires`: there is no clock here, the score asks for the
/// day.
public final class SecurityTxtSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "security-txt",
                    "security.txt (RFC 9116), plain or signed with OpenPGP in clear",
                    Speaks.OF_A_PRODUCT,
                    """
                    As answers to items of the measure `vdp-complete`: `channel` is met by a `Contact` that is a `mailto:`, `tel:` or \
                    `https:` address; `security-txt` by a file that keeps the rules of the RFC (a contact, exactly one date in \
                    `Expires`, at most one `Preferred-Languages`). Both hold until `Expires`. The address in `Canonical` is kept as proof.""",
                    """
                    `Policy`, `Encryption`, `Acknowledgments`, `Hiring` and extensions: that a policy exists does not say what it allows, so \
                    the other three items must be answered by somebody who read it. The OpenPGP signature is not verified.""",
                    "A file without any `Contact`, lines that are neither field nor comment, more than 64 KiB.",
                    "security.txt");

    private static final String MEASURE = "vdp-complete";
    private static final int MOST_BYTES = 64 * 1024;
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Text text)) {
            return false;
        }
        String lower = '\n' + text.text().toLowerCase(Locale.ROOT).replace("\uFEFF", "");
        return lower.contains("\ncontact:")
                && List.of("expires", "policy", "encryption", "canonical", "preferred-languages")
                        .stream()
                        .anyMatch(name -> lower.contains('\n' + name + ':'));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            return new Malformed(0, 0, "a security.txt of more than 64 KiB is none");
        }
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return new Malformed(0, 0, "a security.txt must be UTF-8");
        }
    }

    private static ParseResult read(String text) {
        TreeMap<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        boolean armour = false;
        int number = 0;
        for (String raw : text.replace("\uFEFF", "").split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.equals(SIGNED)) {
                armour = true;
                continue;
            }
            if (line.equals(SIGNATURE)) {
                break;
            }
            if (armour) {
                // the armour's own headers end with an empty line
                armour = !line.isEmpty();
                continue;
            }
            String bare = line.startsWith("- ") ? line.substring(2).strip() : line;
            if (bare.isEmpty() || bare.startsWith("#")) {
                continue;
            }
            int colon = bare.indexOf(':');
            if (colon < 1 || !isName(bare.substring(0, colon)) || bare.indexOf(0) >= 0) {
                return new Malformed(number, 1, "a line must be a comment or Name: value");
            }
            fields.computeIfAbsent(bare.substring(0, colon), name -> new ArrayList<>())
                    .add(bare.substring(colon + 1).strip());
        }
        if (!fields.containsKey("Contact")) {
            return new Malformed(1, 1, "the file names no Contact");
        }
        return new Parsed(new FactReport("security.txt", null, facts(fields), other(fields)));
    }

    private static boolean isName(String name) {
        return name.chars().allMatch(c -> c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    private static int other(TreeMap<String, List<String>> fields) {
        return fields.entrySet().stream()
                .filter(
                        e ->
                                !List.of("contact", "expires", "canonical")
                                        .contains(lower(e.getKey())))
                .mapToInt(e -> e.getValue().size())
                .sum();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<Fact> facts(TreeMap<String, List<String>> fields) {
        List<String> contacts = fields.getOrDefault("Contact", List.of());
        boolean reachable = contacts.stream().anyMatch(SecurityTxtSource::isAddress);
        Instant expires = expires(fields);
        String wrong =
                !reachable
                        ? "no contact is an address"
                        : expires == null
                                ? "Expires must be there once, as a date with a time"
                                : fields.getOrDefault("Preferred-Languages", List.of()).size() > 1
                                        ? "Preferred-Languages stands in it twice"
                                        : null;
        String proof =
                fields.getOrDefault("Canonical", List.of()).stream()
                        .filter(uri -> lower(uri).startsWith("https://") && uri.length() <= 1_000)
                        .findFirst()
                        .orElse(null);
        return List.of(
                new Fact(
                        MEASURE,
                        "channel",
                        reachable ? 1 : 0,
                        expires,
                        proof,
                        reachable
                                ? "security.txt names a contact"
                                : "security.txt names a contact that is no address"),
                new Fact(
                        MEASURE,
                        "security-txt",
                        wrong == null ? 1 : 0,
                        expires,
                        proof,
                        wrong == null
                                ? "security.txt keeps the rules of RFC 9116"
                                : "security.txt breaks RFC 9116: " + wrong));
    }

    private static boolean isAddress(String contact) {
        String lower = lower(contact);
        return (lower.startsWith("mailto:") && lower.indexOf('@') > "mailto:".length())
                || (lower.startsWith("https://") && lower.length() > "https://".length())
                || (lower.startsWith("tel:") && lower.length() > "tel:".length());
    }

    private static @Nullable Instant expires(TreeMap<String, List<String>> fields) {
        List<String> said = fields.getOrDefault("Expires", List.of());
        return said.size() == 1 ? Moments.instant(said.getFirst()) : null;
    }
}
