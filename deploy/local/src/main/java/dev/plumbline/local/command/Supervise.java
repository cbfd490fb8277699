package dev.plumbline.local.command;

import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.supervise.LaunchPlan;
import dev.plumbline.local.supervise.Supervisor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// `supervise --data DIR`: becomes the supervisor. Called by [Up], not by people.
final class Supervise implements Command {

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Install install = Options.parse(arguments, Set.of("--data"), Set.of()).install(root);
        Secrets secrets = Secrets.of(install);
        LaunchPlan plan = new LaunchPlan(install, secrets, Jvm.program(), Jvm.classPath());
        return new Supervisor(install, secrets, plan).run();
    }
}
