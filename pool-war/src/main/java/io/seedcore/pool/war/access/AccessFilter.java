package io.seedcore.pool.war.access;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.Secret;
import io.seedcore.pool.war.error.ApiError;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Stands before every path, also before those that do not exist, so that only what is named as open is open. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class AccessFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final ApiError TOKEN_NEEDED = new ApiError(
            401,
            "SCP-401",
            "this path needs the token of this application",
            "Send the header Authorization: Bearer with the value of SEEDCORE_API_TOKEN.");
    private static final ApiError FROM_HERE_ONLY = new ApiError(
            403,
            "SCP-403",
            "this path answers only to requests from the machine it runs on, and not through a proxy",
            "Set SEEDCORE_API_TOKEN and send it as a bearer token, or let anybody in with SEEDCORE_API_OPEN=true.");

    @Inject
    private transient Instance<PoolRegistry> registry;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<ApiError> refusal = OpenPaths.contain(request) ? Optional.empty() : refusal(request);
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else {
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            chain.doFilter(request, response);
        }
    }

    private Optional<ApiError> refusal(HttpServletRequest request) {
        ApplicationSettings settings = registry.get().application();
        Optional<Secret> token = settings.apiToken();
        if (token.isPresent()) {
            return Bearer.of(request).presents(token.get()) ? Optional.empty() : Optional.of(TOKEN_NEEDED);
        }
        return settings.apiOpen() || Caller.of(request).isThisMachine()
                ? Optional.empty()
                : Optional.of(FROM_HERE_ONLY);
    }

    private static void refuse(HttpServletResponse response, ApiError error) throws IOException {
        if (error.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setHeader("Cache-Control", "no-store");
        error.write(response);
    }
}
