package io.seedcore.pool.war.error;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource throws into an {@link ApiError}. */
@Provider
public class AnyErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(AnyErrorMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        ApiError error = Translation.of(failure);
        if (error.status() == 500) {
            LOG.error("A request failed", failure);
        } else {
            LOG.debug("A request was refused with {}", error.code(), failure);
        }
        return answer(failure)
                .status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error.json())
                .build();
    }

    /** Keeps the headers that belong to the status, such as {@code Allow}. */
    private static Response.ResponseBuilder answer(Throwable failure) {
        return failure instanceof WebApplicationException refused
                ? Response.fromResponse(refused.getResponse())
                : Response.serverError();
    }
}
