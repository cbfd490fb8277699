package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Makes what is written in JSON fit for the database and for UTF-8: NUL and lone halves of
/// characters become U+FFFD.
@Singleton
class CleanTexts implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("clean texts").addDeserializer(String.class, new Cleaning()));
    }

    private static final class Cleaning extends StringDeserializer {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable String deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            String text = super.deserialize(json, context);
            return text == null || text.codePoints().noneMatch(Cleaning::unfit)
                    ? text
                    : text.codePoints()
                            .map(c -> unfit(c) ? 0xfffd : c)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
        }

        private static boolean unfit(int codePoint) {
            return codePoint == 0
                    || (codePoint >= Character.MIN_SURROGATE
                            && codePoint <= Character.MAX_SURROGATE);
        }
    }
}
