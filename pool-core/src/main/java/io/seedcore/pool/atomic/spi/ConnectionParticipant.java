package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.spi.HandleTerms;

/** The part that one relational database has, on one connection; and the terms on which an application uses that. */
public interface ConnectionParticipant extends Participant, HandleTerms {}
