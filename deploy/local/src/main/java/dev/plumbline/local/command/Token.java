package dev.plumbline.local.command;

import dev.plumbline.local.install.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// `token CLIENT`: prints an access token of a machine, for `curl`. It lasts five minutes.
final class Token implements Command {

    @Override
    public int run(Path root, List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(1, "token CLIENT [--data DIR]");
        String client = options.rest().getFirst();
        if (!Secrets.MACHINES.contains(client)) {
            throw new UsageError(
                    "No such client; there are: " + String.join(", ", Secrets.MACHINES));
        }
        try (Platform platform = Platform.of(options.install(root))) {
            System.out.println(platform.token(client));
        }
        return DONE;
    }
}
