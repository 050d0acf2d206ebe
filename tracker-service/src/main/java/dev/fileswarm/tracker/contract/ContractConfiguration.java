package dev.fileswarm.tracker.contract;

import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands at the top of the contract, and how the tracker's own values look in it. */
@Configuration(proxyBeanMethods = false)
class ContractConfiguration {
    static final String BEARER = "token";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(PeerName.class, new StringSchema().description("A name; case does not matter."))
                .replaceWithSchema(
                        ContentId.class,
                        new StringSchema().description("ROOT-SIZE, ROOT-SIZE-cBYTES or ROOT-SIZE-nCOUNT."));
    }

    @Bean
    OpenAPI contract() {
        return new OpenAPI()
                .info(new Info()
                        .title("Fileswarm tracker")
                        .version("1")
                        .description(
                                "Who has what, and who is here. The bytes go from peer to peer.\n\nJSON throughout, times"
                                        + " in UTC (ISO 8601), binary values in base64url without padding. A field that"
                                        + " means nothing here is refused. Every error is a problem (RFC 9457) with a"
                                        + " stable `code`. Writes are safe to repeat. Lists are pages: send `next` of one"
                                        + " as `after` of the following.\n\nTo try it here: register a name without a key,"
                                        + " press Authorize, and paste the token of the answer.")
                        .license(new License().name("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This tracker")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("The token of a session, or an operator's.")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}
