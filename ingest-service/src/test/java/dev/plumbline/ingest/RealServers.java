package dev.plumbline.ingest;

import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/// The servers that every service test of this module talks to.
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "ingest"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(
        value = OidcResource.class,
        initArgs = @ResourceArg(name = "client", value = "plumbline-ingest"))
public final class RealServers {
    private RealServers() {}
}
