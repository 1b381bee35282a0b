package io.seedcore.pool.monitoring.cdi;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Tells where a web application is, before its first request. Beans start earlier, on Payara without knowing it. Only a
 * web container loads this.
 */
@WebListener
public class ContextRootListener implements ServletContextListener {

    @Inject
    private ApplicationName name;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        name.contextPath(event.getServletContext().getContextPath());
    }
}
