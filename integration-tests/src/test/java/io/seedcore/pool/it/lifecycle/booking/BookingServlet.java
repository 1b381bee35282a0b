package io.seedcore.pool.it.lifecycle.booking;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Books {@code id}, and answers once that is stored. */
@WebServlet(BookingServlet.PATH)
public class BookingServlet extends HttpServlet {

    public static final String PATH = "/book";

    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Bookings bookings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        bookings.book(request.getParameter("id"), Integer.parseInt(request.getParameter("gate")));
        response.getWriter().print("booked");
    }
}
