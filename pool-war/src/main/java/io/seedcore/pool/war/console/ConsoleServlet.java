package io.seedcore.pool.war.console;

import io.seedcore.pool.monitoring.console.ConsoleFile;
import io.seedcore.pool.monitoring.console.ConsoleFiles;
import io.seedcore.pool.war.error.ApiError;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /console}: the page and what it loads, which are the same for everybody and show nothing by themselves. */
@WebServlet(urlPatterns = {"/console", "/console/*"})
public class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Nothing from elsewhere, nothing written into the page, no form that a browser sends by itself, no frame round it. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            ApiError.ofStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED).write(response);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.equals("/console/")) {
            // The page names what it loads from beside itself.
            response.sendRedirect(request.getContextPath() + "/console");
            return;
        }
        Optional<ConsoleFile> file = ConsoleFiles.at(path);
        if (file.isPresent()) {
            answer(file.get(), response);
        } else {
            ApiError.ofStatus(HttpServletResponse.SC_NOT_FOUND).write(response);
        }
    }

    private static void answer(ConsoleFile file, HttpServletResponse response) throws IOException {
        response.setContentType(file.contentType());
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
        file.writeTo(response.getOutputStream());
    }
}
