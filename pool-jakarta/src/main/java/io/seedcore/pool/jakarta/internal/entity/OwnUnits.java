package io.seedcore.pool.jakarta.internal.entity;

import io.seedcore.pool.PoolException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The classes that an application lists in a {@code persistence.xml} of its own: they belong to its units, not to ours. */
final class OwnUnits {

    private static final String DESCRIPTOR = "META-INF/persistence.xml";

    private OwnUnits() {}

    static Set<String> classes(ClassLoader loader) {
        Set<String> names = new HashSet<>();
        try {
            for (URL descriptor : Collections.list(loader.getResources(DESCRIPTOR))) {
                try (InputStream content = descriptor.openStream()) {
                    names.addAll(classes(content));
                }
            }
        } catch (IOException | XMLStreamException e) {
            throw new PoolException(
                    "SCP-333",
                    "a " + DESCRIPTOR + " of the application cannot be read, so that it is not known which entities are"
                            + " its own. Correct it: " + e.getMessage(),
                    e);
        }
        return names;
    }

    private static Set<String> classes(InputStream content) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(content);
        try {
            Set<String> names = new HashSet<>();
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("class")) {
                    names.add(reader.getElementText().strip());
                }
            }
            return names;
        } finally {
            reader.close();
        }
    }
}
